import { usePreferences } from '../settings/preferences.ts'
import { useText } from '../text/use-text.ts'
import { Dialog } from './dialog.tsx'
import { KEYS, shownKeys } from './key-table.ts'
import { openDialog } from './ui-store.ts'

/** Every key and what it does. */
export function KeysDialog() {
  const text = useText()
  const sendKey = usePreferences((preferences) => preferences.sendKey)
  return (
    <Dialog shape="wide" title={text.keys.title} onClose={() => openDialog(null)}>
      <dl className="keys-list">
        {KEYS.map((each) => (
          <div key={each.name}>
            <dt>{text.keys[each.name]}</dt>
            <dd>
              {shownKeys(each, sendKey).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
