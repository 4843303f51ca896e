import { X } from 'lucide-react'
import { useRef } from 'react'
import { useText } from '../text/use-text.ts'
import { withKey } from '../ui/key-table.ts'
import { useUi } from '../ui/ui-store.ts'
import { showPanel } from '../why/shown.ts'
import { WhyPanel } from '../why/why-panel.tsx'
import { ContactPanel } from './contact-panel.tsx'
import './panel.css'

const PANELS = ['why', 'contact'] as const

/** Beside the conversation: why the bot called, or who the customer is. */
export function SidePanel() {
  const text = useText()
  const panel = useUi((ui) => ui.panel)
  const tabs = useRef<{ why?: HTMLButtonElement; contact?: HTMLButtonElement }>({})
  return (
    <aside className="why" aria-label={text.desk.panel.tabs}>
      <div className="why-head">
        <div className="panel-tabs" role="tablist" aria-label={text.desk.panel.tabs}>
          {PANELS.map((each) => (
            <button
              key={each}
              ref={(tab) => {
                if (tab) tabs.current[each] = tab
              }}
              type="button"
              role="tab"
              id={`panel-tab-${each}`}
              aria-selected={panel === each}
              aria-controls="panel-body"
              title={each === 'why' ? withKey(text.desk.panel.why, 'why') : text.desk.panel.contact}
              tabIndex={panel === each ? 0 : -1}
              onClick={() => useUi.setState({ panel: each })}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
                const next = panel === 'why' ? 'contact' : 'why'
                useUi.setState({ panel: next })
                tabs.current[next]?.focus()
              }}
            >
              {text.desk.panel[each]}
            </button>
          ))}
        </div>
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={text.why.close}
          onClick={() => showPanel(panel)}
        >
          <X size={18} aria-hidden="true" />
        </button>
      </div>
      <div className="panel-body" id="panel-body" role="tabpanel" aria-labelledby={`panel-tab-${panel}`}>
        {panel === 'why' ? <WhyPanel /> : <ContactPanel />}
      </div>
    </aside>
  )
}
