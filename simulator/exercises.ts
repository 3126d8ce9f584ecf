/**
 * Exercises: what they are, how they are read and judged. A face of its own beside index.ts, so that a page fetches it when an exercise is first judged.
 * What can run while it is judged is in programs.ts.
 */
export {
  type Cheat,
  type Check,
  type Exercise,
  type ExerciseType,
  exerciseSchema,
  exerciseTypes,
  type GuardName,
  guardNames,
  type ParsedExercise,
  parseExercise,
  versionOf,
} from './exercise/exercise.ts'
export type { ExerciseFile } from './exercise/file.ts'
export { guardTexts } from './exercise/guards.ts'
export { type Hint, type HintLevel, hintFor, hintNamed } from './exercise/hint.ts'
export { type JudgeWorld, judge, judgeAtOnce } from './exercise/judge.ts'
export type { GivenImage } from './exercise/played.ts'
export { hostSystem, prepare } from './exercise/playing.ts'
export { type Predicate, type PredicateName, predicateNames } from './exercise/predicate.ts'
export { type ProcedureStep, type VerbName, verbNames } from './exercise/procedure.ts'
export type { Answer, Answers, Question } from './exercise/question.ts'
export {
  type AuthorProblem,
  type ExerciseSurroundings,
  exerciseSourceSchema,
  type ReadExercise,
  readExercise,
} from './exercise/reading.ts'
export { shuffled } from './exercise/seed.ts'
export {
  type ReadSubmission,
  readSubmission,
  type Submission,
  submissionOf,
  submissionSchema,
} from './exercise/submission.ts'
export { variantOf } from './exercise/variant.ts'
export { stepText } from './exercise/verbs/performing.ts'
export type {
  CheckResult,
  CheckState,
  Judging,
  LayerLine,
  Measured,
  Outline,
  Place,
  Verdict,
} from './exercise/verdict.ts'
