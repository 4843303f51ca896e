import { useShallow } from 'zustand/react/shallow'
import { useConsole, useMyId } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { sectionOf } from './sections.ts'
import { showSection } from './show-section.ts'

const SECTIONS = ['waiting', 'mine', 'rest'] as const

/** The three parts of the queue with their counts; a click goes there. */
export function SectionTabs() {
  const text = useText()
  const myId = useMyId()
  const counts = useConsole(
    useShallow((state) => {
      const found = { waiting: 0, mine: 0, rest: 0 }
      for (const each of Object.values(state.conversations)) found[sectionOf(each, myId)]++
      return found
    }),
  )
  const more = useConsole((state) => (state.list.older ? '+' : ''))
  const names = { waiting: text.inbox.waiting, mine: text.inbox.mine, rest: text.desk.tabs.all }
  const total = counts.waiting + counts.mine + counts.rest
  return (
    <fieldset className="tabs" aria-label={text.desk.tabs.label}>
      {SECTIONS.map((section) => (
        <button
          key={section}
          type="button"
          className={section === 'waiting' && counts.waiting > 0 ? 'tab tab-waiting' : 'tab'}
          onClick={() => showSection(section)}
        >
          <span>{names[section]}</span>{' '}
          <span className="figures">
            {section === 'rest' ? total.toLocaleString(text.locale) + more : counts[section]}
          </span>
        </button>
      ))}
    </fieldset>
  )
}
