import type { QuickReply } from '@plantao/shared/quick-replies'
import { useEffect, useRef } from 'react'
import { useText } from '../text/use-text.ts'
import { openDialog } from '../ui/ui-store.ts'

type Props = {
  id: string
  options: QuickReply[]
  at: number
  filled: (reply: QuickReply) => string
  onChoose: (reply: QuickReply) => void
}

/** Quick replies that match what follows the slash. The field keeps the focus and the keys. */
export function SlashMenu({ id, options, at, filled, onChoose }: Props) {
  const text = useText()
  const standingAt = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another option stands there then.
  useEffect(() => {
    standingAt.current?.scrollIntoView({ block: 'nearest' })
  }, [at, options])
  return (
    <div className="slash">
      <div id={id} role="listbox" aria-label={text.desk.quick.list} className="slash-list">
        {options.length === 0 && (
          <div
            role="option"
            aria-selected="false"
            aria-disabled="true"
            tabIndex={-1}
            className="slash-option muted"
          >
            {text.desk.quick.none}
          </div>
        )}
        {options.map((reply, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys of this list.
          <div
            key={reply.id}
            ref={index === at ? standingAt : undefined}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            className="slash-option"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(reply)}
          >
            <strong>/{reply.shortcut}</strong>
            <span className="cut muted">{filled(reply)}</span>
          </div>
        ))}
      </div>
      <button
        type="button"
        className="link slash-manage"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => openDialog('quickReplies')}
      >
        {text.desk.quick.manage}
      </button>
    </div>
  )
}
