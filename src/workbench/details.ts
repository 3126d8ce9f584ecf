/** The parts that show a build, fetched when there is one to show. */
import './layer/element.ts'
import './log/element.ts'
import './problems/element.ts'
import './stack/element.ts'
import './steps/element.ts'
import './table/element.ts'
