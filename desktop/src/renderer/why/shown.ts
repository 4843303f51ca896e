import { useSyncExternalStore } from 'react'
import { prefer, usePreferences } from '../settings/preferences.ts'
import { useUi } from '../ui/ui-store.ts'

/** Below this width the panel lies over the conversation instead of beside it; the style sheet has the same number. */
const BESIDE = '(min-width: 1200px)'

/** True when there is room for the panel beside the conversation. */
export function useRoom(): boolean {
  return useSyncExternalStore(
    (tell) => {
      const query = matchMedia(BESIDE)
      query.addEventListener('change', tell)
      return () => query.removeEventListener('change', tell)
    },
    () => matchMedia(BESIDE).matches,
  )
}

/** Whether the reason is on the screen: by preference where there is room, else only when asked for. */
export function useWhyShown(): boolean {
  const room = useRoom()
  const preferred = usePreferences((preferences) => preferences.why)
  const over = useUi((ui) => ui.whyOver)
  return room ? preferred : over
}

/** Shows one side of the panel; asked again for what is shown, the panel closes. */
export function showPanel(panel: 'why' | 'contact'): void {
  const wide = matchMedia(BESIDE).matches
  const { panel: shown, whyOver } = useUi.getState()
  const open = wide ? usePreferences.getState().why : whyOver
  if (open && shown === panel) toggle()
  else showWhy(panel)
}

/** Shows or hides the reason. */
export const toggleWhy = (): void => showPanel('why')

function toggle(): void {
  if (matchMedia(BESIDE).matches) prefer({ why: !usePreferences.getState().why })
  else useUi.setState(({ whyOver }) => ({ whyOver: !whyOver }))
}

/** Shows the reason, or the other side of the panel, wherever it fits. */
export function showWhy(panel: 'why' | 'contact' = 'why'): void {
  useUi.setState({ panel })
  if (matchMedia(BESIDE).matches) prefer({ why: true })
  else useUi.setState({ whyOver: true })
}
