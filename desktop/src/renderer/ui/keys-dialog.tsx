import { usePreferences } from '../settings/preferences.ts'
import { useText } from '../text/use-text.ts'
import { Dialog } from './dialog.tsx'
import { combosOf, PLACES, partsOf } from './key-table.ts'
import { openDialog } from './ui-store.ts'

/** Every key and what it does, place by place. */
export function KeysDialog() {
  const text = useText()
  const sendKey = usePreferences((preferences) => preferences.sendKey)
  return (
    <Dialog shape="wide" title={text.keys.title} onClose={() => openDialog(null)}>
      <p className="muted">{text.keys.lead}</p>
      <div className="keys-places">
        {PLACES.map(({ place, keys }) => (
          <section key={place} className="keys-place" aria-labelledby={`keys-${place}`}>
            <h3 id={`keys-${place}`}>{text.keys.places[place]}</h3>
            <dl>
              {keys.map((each) => (
                <div key={each.name}>
                  <dt>{text.keys.names[each.name]}</dt>
                  <dd>
                    {combosOf(each, sendKey).map((combo, at) => (
                      <span key={combo} className="keys-combo">
                        {at > 0 && <span className="muted">{text.keys.or}</span>}
                        {partsOf(combo).map((part) => (
                          <kbd key={part}>{part}</kbd>
                        ))}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
