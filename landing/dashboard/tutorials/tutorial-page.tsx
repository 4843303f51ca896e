import { ArrowLeft } from 'lucide-react'
import { Link } from 'wouter'
import { useText } from '../text/use-text.ts'
import { Page } from '../ui/page.tsx'
import { type Block, spansOf } from './read-markdown.ts'
import { PICTURES, TUTORIALS } from './tutorials.ts'

export function TutorialPage({ slug }: { slug: string }) {
  const text = useText()
  const tutorial = TUTORIALS.find((one) => one.slug === slug)
  const back = (
    <Link className="button button-plain" href="/dashboard/tutorials">
      <ArrowLeft size={16} aria-hidden="true" />
      {text.tutorials.back}
    </Link>
  )
  if (!tutorial) {
    return (
      <Page title={text.menu.tutorials} lead={text.tutorials.missing}>
        <div>{back}</div>
      </Page>
    )
  }
  return (
    <Page title={tutorial.title} aside={back}>
      <article className="panel prose" lang="pt-BR">
        {tutorial.blocks.map((block, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a tutorial never changes while it is read.
          <Part key={i} block={block} />
        ))}
      </article>
    </Page>
  )
}

function Part({ block }: { block: Block }) {
  if (block.kind === 'heading') return <h2>{block.text}</h2>
  if (block.kind === 'picture') {
    return (
      <figure>
        <img src={PICTURES[block.file]} alt={block.caption} width="1280" height="800" loading="lazy" />
        <figcaption className="muted small" aria-hidden="true">
          {block.caption}
        </figcaption>
      </figure>
    )
  }
  if (block.kind === 'paragraph') return <p>{marked(block.text)}</p>
  return (
    <ul>
      {block.items.map((item) => (
        <li key={item}>{marked(item)}</li>
      ))}
    </ul>
  )
}

function marked(line: string) {
  return spansOf(line).map(({ text, strong }) => (strong ? <b key={text}>{text}</b> : text))
}
