import { useText } from '../text/use-text.ts'
import { Dialog } from './dialog.tsx'
import { KEYS } from './key-table.ts'
import { openDialog } from './ui-store.ts'

/** Every key and what it does. */
export function KeysDialog() {
  const text = useText()
  return (
    <Dialog title={text.keys.title} onClose={() => openDialog(null)}>
      <dl className="keys-list">
        {KEYS.map(({ name, shown }) => (
          <div key={name}>
            <dt>{text.keys[name]}</dt>
            <dd>
              {shown.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
