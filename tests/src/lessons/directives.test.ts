import { markdownToHtml } from 'satteri'
import { describe, expect, it } from 'vitest'
import { lessonDirectives } from '../../../src/lessons/directives.ts'

/** Markdown set with a stage on which every scene exists and every figure is its own name. */
async function set(markdown: string): Promise<string> {
  const { html } = await markdownToHtml(markdown, {
    features: { directive: true },
    mdastPlugins: [
      lessonDirectives({
        where: 'here.md',
        heading: () => {},
        title: (id) => `Title of ${id}`,
        lessonTitle: (slug) => `The lesson ${slug}`,
        workbench: (id) => `<layerwise-workbench scene="${id}"></layerwise-workbench>`,
        evaluate: (name, { scene }) => ({ text: `${name} of ${scene}`, title: 'its source' }),
        entries: ({ scene }) => `<table><caption>entries of ${scene}</caption></table>`,
        traces: ({ scene, for: text }) => `<table><caption>${text} in ${scene}</caption></table>`,
        transcript: (text, { host, title }) => `<pre>${text} on ${host}, ${title}</pre>`,
        drawn: ({ draw }, count) => Array.from({ length: count }, (_, at) => `<svg>${draw} ${at + 1}</svg>`),
        typed: ({ line }) => `what ${line} prints`,
        term: (word, { of }) => `<a>${word} is ${of ?? word}</a>`,
      }),
    ],
  })
  return html
}

async function fails(markdown: string, found: string): Promise<void> {
  await expect(set(markdown)).rejects.toThrow(found)
}

const sorting = `::::predict{question="Where?" kind=sort bins="image; host; nowhere"}
:::reveal
| card | place | why |
| --- | --- | --- |
| the jar | image | It runs. |
| the kernel | host | It is shared. |

:::
::::
`

describe('directives in lessons', () => {
  it('put a figure into running text', async () =>
    expect(await set('It weighs :total{scene=1}.')).toContain(
      'It weighs <span class="figure" title="its source">total of 1</span>.',
    ))
  it('set a scene with its title, its words and its workbench', async () => {
    const html = await set('## One\n\n:::scene{id=1}\nPress *Build*.\n:::')
    expect(html).toContain('<h3 id="scene-1-title">Title of 1</h3>')
    expect(html.indexOf('Press <em>Build</em>')).toBeLessThan(html.indexOf('<layerwise-workbench scene="1">'))
  })
  it('leave out no level of heading where a scene comes before the first section', async () =>
    expect(await set(':::scene{id=1}\nx\n:::\n\n## Two')).toContain('<h2 id="scene-1-title">Title of 1</h2>'))
  it('number scenes in the order of the page', async () =>
    expect(await set(':::scene{id=b}\nx\n:::\n\n:::scene{id=a}\ny\n:::')).toMatch(/> 1<[\s\S]*> 2</))
  it('fold the answers of looking back, under one heading', async () => {
    const html = await set(':::recall{question="Why?"}\nSo.\n:::\n\n:::recall{question="Where?"}\nThere.\n:::')
    expect(html.match(/<summary>/g)).toHaveLength(2)
    expect(html.match(/Looking back/g)).toHaveLength(1)
  })
  it('say from which lesson a question of looking back is', async () =>
    expect(await set(':::recall{question="Why?" from=layers}\nSo.\n:::')).toContain(
      'data-from="layers"><summary><span class="recall-from">From “The lesson layers”.</span> Why?',
    ))
  it('give headings an address', async () => expect(await set('## What’s next')).toContain('<h2 id="whats-next">'))
  it('lead from a word to the glossary, in bold too', async () =>
    expect(await set('A **:term[layers]{of=layer}** and an :term[image].')).toContain(
      'A <strong><a>layers is layer</a></strong> and an <a>image is image</a>.',
    ))
  it('name a command that can be sent to a scene, and fail where it names none', async () => {
    expect(await set('Try :run{line="curl localhost:8081" scene=1}.')).toContain(
      'Try <code class="run-line" data-scene="scene-1" data-hint="Runs in the terminal of the scene “Title of 1”" data-label="curl localhost:8081, run in the terminal of the scene Title of 1">curl localhost:8081</code>.',
    )
    await fails('Try :run{line=ls}.', ':run without a scene')
  })
  it('put the entries of layers where they are asked for', async () =>
    expect(await set('::entries{scene=2}')).toContain('entries of 2'))
  it('put what a search finds where it is asked for', async () =>
    expect(await set('::traces{scene=2 for="a word"}')).toContain('a word in 2'))
  it('let a prompt be seen and not be copied', async () =>
    expect(await set('```console\n$ ls\n```')).toContain('<span class="tok-prompt" aria-hidden="true">$ </span>ls'))
  it('type commands in terminals, in the order of the page', async () =>
    expect(await set('A :typed{line="ls"}.\n\n```terminal host=b title="Two words"\n$ ls -l\n```')).toMatch(
      /<samp>what ls prints<\/samp>[\s\S]*\$ ls -l on b, Two words/,
    ))
  it('ask, and fold what shows the answer', async () => {
    const html = await set('::::predict{question="Old or new?" answer=2}\n- Old\n- New\n\n:::reveal\nOld.\n:::\n::::\n')
    expect(html).toContain('<strong>Predict.</strong> Old or new?')
    expect(html).toMatch(/<label>\s*<input type="radio" name="predict-1" value="2" data-right="yes" \/>\s*New<\/label>/)
    expect(html).toMatch(
      /<details class="reveal"><summary>[^<]+<\/summary><p class="said-before"[^>]*><\/p>\s*<p>Old\.<\/p>/,
    )
  })
  it('show lines out of their order, with buttons to move them', async () => {
    const html = await set(
      '::::predict{question="In which order?" kind=order}\n1. FROM\n2. COPY\n3. CMD\n\n:::reveal\nSo.\n:::\n::::\n',
    )
    const places = [...html.matchAll(/<li data-right="(\d)" draggable="true">/g)].map((match) => match[1])
    expect([...places].sort()).toEqual(['1', '2', '3'])
    expect(places).not.toEqual(['1', '2', '3'])
    expect(html).toContain('data-move="-1" aria-label="Move up: COPY"')
  })
  it('fold a reply to each wrong choice into the answer', async () => {
    const html = await set(
      '::::predict{question="Old or new?" answer=2}\n- Old\n  > It *was* copied.\n- New\n\n:::reveal\nSo.\n:::\n::::\n',
    )
    expect(html).toMatch(/<label>\s*<input type="radio" name="predict-1" value="1" \/>\s*Old<\/label>/)
    expect(html).toMatch(
      /<div class="reply" data-for="1">\s*<p><strong>If you said “Old”:<\/strong> It <em>was<\/em> copied\.<\/p>/,
    )
  })
  it('ask for the bin of each card, and say in the answer’s table which is which', async () => {
    const html = await set(sorting)
    const cards = [...html.matchAll(/<fieldset class="card" data-card="([^"]+)">/g)].map((match) => match[1])
    expect(cards.toSorted()).toEqual(['the jar', 'the kernel'])
    expect(html.match(/value="nowhere"/g)).toHaveLength(2)
    expect(html).toMatch(/<p class="said-before"[^>]*data-count="[^"]*\{right\}[^"]*"><\/p>\s*<table>/)
  })
  it('draw a picture for each item of a film’s list, with buttons to go through them', async () => {
    const html = await set(':::film{draw=laying title="Three sheets"}\n1. The first :size{scene=1}\n2. The second\n:::')
    expect(html).toMatch(/<li class="frame">\s*<svg>laying 1<\/svg>[\s\S]*The first <span class="figure"/)
    expect(html).toMatch(/<svg>laying 2<\/svg>[\s\S]*The second[\s\S]*aria-label="Three sheets"[\s\S]*data-film="play"/)
  })
  it('make the pieces of a line choices, each with its picture and its words', async () => {
    const html = await set(':::lens{draw=run-flags title="Two flags"}\n- `--name`: a name\n- `--rm`: gone\n:::')
    expect(html).toMatch(/<legend[^>]*>Two flags<\/legend>[\s\S]*value="1" checked \/> <code>--name<\/code>/)
    expect(html).toMatch(/<li class="frame">\s*<svg>run-flags 2<\/svg>[\s\S]*gone/)
  })
  it('draw one picture over its words', async () =>
    expect(await set(':::figure{draw=manifest title="A list"}\nA list and its seal.\n:::')).toMatch(
      /<figure class="drawn"><svg>manifest 1<\/svg>\s*<figcaption class="says">A list and its seal\.<\/figcaption>/,
    ))
})

describe('an author’s mistake', () => {
  it('is an unknown figure', () => fails('It has :weight{scene=1}.', ':weight'))
  it('is an unknown box', () => fails(':::warning\nx\n:::', ':::warning'))
  it('is an unknown block', () => fails('::picture{scene=1}', '::picture'))
  it('is a question without words', () => fails(':::recall\nx\n:::', 'question'))
  it('is a prediction without words', () => fails(':::predict\nx\n:::', ':::predict without a question'))
  it('is a choice without a right one', () =>
    fails('::::predict{question="Old?"}\n- Old\n- New\n::::', 'answer=1 to 2'))
  it('is a choice without an answer to unfold', () =>
    fails('::::predict{question="Old?" answer=1}\n- Old\n- New\n::::', ':::reveal in the prediction “Old?”'))
  it('is a reply to what is right', () =>
    fails('::::predict{question="Old?" answer=1}\n- Old\n  > No.\n- New\n::::', 'a quote below a wrong option'))
  it('is a piece of a lens that is no code', () => fails(':::lens{draw=x}\n- a name\n:::', 'begins with `code`'))
  it('is a card whose bin is none', () => fails(sorting.replace('| host |', '| cellar |'), 'for “the kernel”'))
  it('is a sorting without a table', () =>
    fails('::::predict{question="Where?" kind=sort}\n:::reveal\nx\n:::\n::::', 'a table of the cards'))
  it('is code in no language', () => fails('```\nx\n```', 'language'))
  it('is a film without a list', () => fails(':::film{draw=laying title=x}\nWords.\n:::', 'list'))
  it('is a picture without words', () => fails(':::figure{draw=laying title=x}\n:::', 'words'))
  it('names the file', () => fails('::picture', 'here.md'))
})
