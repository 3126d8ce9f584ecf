import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../../../notation/catalog.ts'
import { containerOf, type Played, play, stopped } from '../../../../notation/container.ts'

const source = readFileSync('content/fixtures/flask-notes/app.py', 'utf8')
const dockerfile = readFileSync('content/fixtures/flask-notes/Dockerfile', 'utf8')
const secret = ['DB_PASSWORD=x']

/** The fixture with other sources and another command, asked. */
function asked(app: string, command: string, ...requests: readonly string[]): Played {
  const files = {
    'app.py': app,
    'requirements.txt': readFileSync('content/fixtures/flask-notes/requirements.txt', 'utf8'),
  }
  return play(containerOf(`${dockerfile}CMD ${command}\n`, files, { environment: secret }), ...requests)
}

describe('flask-notes', () => {
  const plan = containerOf(dockerfile, fixture('flask-notes'), { environment: secret })
  it('answers', () =>
    expect(play(plan, ':8000/', ':8000/version').answers).toEqual([
      '200 {"notes":["Feed the pelican"]}\n',
      '200 {"version":"1.0.0"}\n',
    ]))
  it('has no other pages and methods', () =>
    expect(play(plan, ':8000/no', 'POST :8000/').answers.map((answer) => answer.slice(0, 30))).toEqual([
      '404 <!doctype html>\n<html lang',
      '405 <!doctype html>\n<html lang',
    ]))
  it('says what Flask says', () => {
    const { stdout, stderr } = play(plan, ':8000/')
    expect(stdout).toBe(" * Serving Flask app 'app'\n * Debug mode: off\n")
    expect(stderr).toMatch(
      /^WARNING: This is[\s\S]* \* Running on all addresses \(0\.0\.0\.0\)\n[\s\S]*"GET \/ HTTP\/1\.1" 200 -\n$/,
    )
  })
  it('refuses without its password', () => {
    const { standing, stderr } = play({ ...plan, options: {} })
    expect([standing, stderr]).toEqual(['1', 'DB_PASSWORD is not set: give it with docker run -e DB_PASSWORD=...\n'])
  })
  it('ends by INT', () => expect(stopped(plan, 'INT').standing).toBe('0'))
})

describe('a Flask application', () => {
  const app = (body: string, route = '@app.route("/")'): string =>
    `from flask import Flask, jsonify, request\napp = Flask(__name__)\n${route}\ndef view():\n${body}\napp.run("0.0.0.0", 8000)\n`
  const variants: readonly (readonly [what: string, source: string, answer: string])[] = [
    ['text', app('    return "<p>Hi</p>"'), '200 <p>Hi</p>'],
    ['a status', app('    return "made", 201'), '201 made'],
    ['jsonify', app('    return jsonify(b=1, a="x")'), '200 {"a":"x","b":1}\n'],
    ['a query', app("    return f\"Hi {request.args.get('name', 'you')}\""), '200 Hi Ada'],
    [
      'a query that is asked for',
      app(
        '    name = request.args.get("name")\n    if not name:\n        return {"message": "Welcome"}\n    return {"message": "Hi " + name}',
      ),
      '200 {"message":"Hi Ada"}\n',
    ],
  ]
  for (const [what, text, answer] of variants)
    it(`answers with ${what}`, () =>
      expect(asked(text, '["python", "app.py"]', ':8000/?name=Ada').answers).toEqual([answer]))
  it('may ask for a query', () =>
    expect(asked(variants[4]?.[1] ?? '', '["python", "app.py"]', ':8000/').answers).toEqual([
      '200 {"message":"Welcome"}\n',
    ]))
  const unknown = [
    '    return render_template("x.html")',
    '    return open("x").read()',
    '    global n\n    n += 1\n    return str(n)',
  ]
  for (const body of unknown)
    it(`is not simulated: ${body.trim()}`, () =>
      expect(asked(app(body), '["python", "app.py"]').stderr).toMatch(/not simulated/))
})

describe('servers of their own', () => {
  it('flask run is inside the container only', () => {
    const { answers, stderr } = asked(source, '["flask", "run"]', ':5000/')
    expect(answers).toEqual(['refused'])
    expect(stderr).toMatch(/ \* Running on http:\/\/127\.0\.0\.1:5000\n/)
  })
  it('flask run takes an address', () =>
    expect(asked(source, 'flask run --host=0.0.0.0 --port 80', ':80/version').answers).toEqual([
      '200 {"version":"1.0.0"}\n',
    ]))
  it('gunicorn', () => {
    const { answers, stderr } = asked(
      source,
      '["gunicorn", "-b", "0.0.0.0:8000", "-w", "2", "app:app"]',
      ':8000/version',
    )
    expect(answers).toEqual(['200 {"version":"1.0.0"}\n'])
    expect(stderr).toMatch(/Starting gunicorn[\s\S]*Listening at: http:\/\/0\.0\.0\.0:8000 \(1\)[\s\S]*pid: 8\n$/)
  })
})
