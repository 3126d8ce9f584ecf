export { GET } from '../../glossary/terms.json.ts'
