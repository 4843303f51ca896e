import { MessageSquare, Search, Zap } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { bridge, type SearchHit } from '../bridge.ts'
import { useConsole } from '../store.ts'
import { nameText } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { commands, found, type PaletteOption } from './commands.ts'
import { Dialog } from './dialog.tsx'
import { openDialog } from './ui-store.ts'

const ICONS = { commands: Zap, conversations: Search, messages: MessageSquare }

function useHits(query: string): SearchHit[] {
  const [hits, setHits] = useState<SearchHit[]>([])
  useEffect(() => {
    let current = true
    const asked = query.trim().length > 1 ? bridge().console.search(query) : Promise.resolve([])
    asked.then((next) => current && setHits(next))
    return () => {
      current = false
    }
  }, [query])
  return hits
}

/** Commands, conversations and the words of cached messages in one field. */
export function Palette() {
  const text = useText()
  const listId = useId()
  const standingAt = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const conversations = useConsole((state) => state.conversations)
  const hits = useHits(query)
  const options = useMemo(() => {
    const name = (id: string) => nameText(conversations[id]?.contact, text)
    return found(query, commands(text), Object.values(conversations), hits, name)
  }, [query, conversations, hits, text])
  const standing = Math.min(at, Math.max(0, options.length - 1))

  // biome-ignore lint/correctness/useExhaustiveDependencies: another option stands there then.
  useEffect(() => {
    standingAt.current?.scrollIntoView({ block: 'nearest' })
  }, [standing, options])

  function choose(option: PaletteOption | undefined): void {
    if (!option) return
    openDialog(null)
    option.run()
  }

  return (
    <Dialog title={text.palette.title} shape="palette" onClose={() => openDialog(null)}>
      <div className="palette-search">
        <Search size={18} aria-hidden="true" />
        <input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={options[standing] ? `${listId}-${standing}` : undefined}
          aria-label={text.palette.placeholder}
          placeholder={text.palette.placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
            if (step) {
              event.preventDefault()
              setAt((standing + step + options.length) % Math.max(1, options.length))
            }
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            // The caret may be in a reply by the end of this press: it must not break a line there.
            event.preventDefault()
            choose(options[standing])
          }}
        />
      </div>
      <div className="palette-list" id={listId} role="listbox" aria-label={text.palette.title}>
        {options.length === 0 && (
          <div
            className="palette-option muted"
            role="option"
            aria-selected="false"
            aria-disabled="true"
            tabIndex={-1}
          >
            {text.palette.none}
          </div>
        )}
        {options.map((option, index) => {
          const Icon = ICONS[option.group]
          const heads = option.group !== options[index - 1]?.group
          return (
            <div key={option.key} role="presentation">
              {heads && (
                <div className="section" role="presentation">
                  {text.palette[option.group]}
                </div>
              )}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys of this list. */}
              <div
                ref={index === standing ? standingAt : undefined}
                id={`${listId}-${index}`}
                className="palette-option"
                role="option"
                aria-selected={index === standing}
                tabIndex={-1}
                onClick={() => choose(option)}
                onMouseMove={() => setAt(index)}
              >
                <Icon size={16} aria-hidden="true" />
                <span className="cut">{option.words}</span>
                {option.hint && <span className="muted figures cut">{option.hint}</span>}
                {option.keyShown && <kbd>{option.keyShown}</kbd>}
              </div>
            </div>
          )
        })}
      </div>
    </Dialog>
  )
}
