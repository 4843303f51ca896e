import first from '../../../docs/tutorials/1-primeiros-dez-minutos.md?raw'
import second from '../../../docs/tutorials/2-escrever-bom-conhecimento.md?raw'
import third from '../../../docs/tutorials/3-ensaiar-antes-de-publicar.md?raw'
import fourth from '../../../docs/tutorials/4-atender-pelo-console.md?raw'
import fifth from '../../../docs/tutorials/5-fazer-o-bot-melhorar.md?raw'
import { readTutorial, type Tutorial } from './read-markdown.ts'

/** The owner's tutorials, in the order to read them. The files of docs/tutorials are the only copy. */
export const TUTORIALS: (Tutorial & { slug: string })[] = [
  { slug: 'primeiros-dez-minutos', ...readTutorial(first) },
  { slug: 'escrever-bom-conhecimento', ...readTutorial(second) },
  { slug: 'ensaiar-antes-de-publicar', ...readTutorial(third) },
  { slug: 'atender-pelo-console', ...readTutorial(fourth) },
  { slug: 'fazer-o-bot-melhorar', ...readTutorial(fifth) },
]

const files = import.meta.glob<string>('../../../docs/pictures/*.{png,webp}', {
  eager: true,
  query: '?url',
  import: 'default',
})

/** Address of each picture that a tutorial may name, by the name of its file. */
export const PICTURES: Record<string, string> = Object.fromEntries(
  Object.entries(files).map(([path, url]) => [path.split('/').at(-1)!, url]),
)
