/** The parts that show a build, fetched when there is one to show. */
import './details/element.ts'
import './stack/element.ts'
