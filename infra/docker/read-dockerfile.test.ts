import { expect, it } from 'vitest'
import { readDockerfile } from './read-dockerfile.ts'

it('reads stages, lines that go on, and what each step brings', () => {
  const [first, last, ...more] = readDockerfile(`
# comment
FROM node:24.21.0 AS pages
ENV A=1 B=two
COPY --from=other /a/b c
RUN one \\
 # between
 && two
FROM node:24.21.0
USER node
CMD ["node", "main.ts"]
`)
  expect(more).toEqual([])
  expect(first).toMatchObject({
    name: 'pages',
    steps: [
      { kind: 'env', values: { A: '1', B: 'two' } },
      { kind: 'copy', from: 'other', sources: ['/a/b'], to: 'c' },
      { kind: 'run', command: 'one && two' },
    ],
  })
  expect(last).toMatchObject({ name: '1', steps: [{ kind: 'command', words: ['node', 'main.ts'] }] })
})

it.each(['ADD a b', 'COPY --chmod=755 a b', 'COPY *.json ./', 'COPY a', 'ONBUILD RUN x', 'SHELL ["bash"]'])(
  'does not pass over what it does not know: %s',
  (line) => {
    expect(() => readDockerfile(`FROM node:1.2.3\n${line}`)).toThrow(`not understood: ${line}`)
  },
)
