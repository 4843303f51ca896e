import { access, readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { readTutorial, spansOf } from './read-markdown.ts'

const folder = new URL('../../../docs/tutorials/', import.meta.url)

describe('a tutorial', () => {
  it('is read into its parts', () => {
    const read = readTutorial('# Título\n\n3 min\n\nUma linha.\n\n## Parte\n\n- um\n- dois\n')
    expect(read).toEqual({
      title: 'Título',
      minutes: 3,
      blocks: [
        { kind: 'paragraph', text: 'Uma linha.' },
        { kind: 'heading', text: 'Parte' },
        { kind: 'list', items: ['um', 'dois'] },
      ],
    })
  })

  it('marks strong words', () => {
    expect(spansOf('abra **Equipe** e')).toEqual([
      { text: 'abra ', strong: false },
      { text: 'Equipe', strong: true },
      { text: ' e', strong: false },
    ])
  })

  it('has a title, minutes and text in every file of the docs', async () => {
    const files = (await readdir(folder)).filter((name) => /^\d.*\.md$/.test(name))
    expect(files).toHaveLength(5)
    for (const file of files) {
      const { title, minutes, blocks } = readTutorial(await readFile(new URL(file, folder), 'utf8'))
      expect(title).not.toBe('')
      expect(minutes).toBeGreaterThan(0)
      expect(blocks.length).toBeGreaterThan(5)
      const pictures = blocks.filter((block) => block.kind === 'picture')
      expect(pictures.length, file).toBeGreaterThan(0)
      for (const picture of pictures) await access(new URL(`../pictures/${picture.file}`, folder))
      // What the reader does not know would be shown to the owner as it is written.
      expect(JSON.stringify(blocks)).not.toMatch(/!\[|\]\(/)
    }
  })
})
