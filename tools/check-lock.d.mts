export function lockProblems(lock: unknown, manifest: unknown): readonly string[]
