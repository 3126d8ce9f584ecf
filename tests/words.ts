// What is tested is written in English, which is spoken where all words are loaded.
import '../src/words/all.ts'
