import { flushSync } from 'react-dom'
import { openId } from '../conversation/opening.ts'
import { press } from './handles.ts'
import { useUi } from './ui-store.ts'

const TEXT =
  'textarea, [contenteditable], input:not([type]), input:is([type=text], [type=search], [type=email], [type=password], [type=tel], [type=url], [type=number])'

/** Whether letters typed there belong there. */
export function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(TEXT)
}

/** Sheets that lie over the desk. */
let sheets = 0

/** A sheet lies over the desk from now on; answers how to take it away. */
export function cover(): () => void {
  sheets += 1
  return () => {
    sheets -= 1
  }
}

/** Whether a sheet lies over the desk: keys are its own. */
export const isCovered = (): boolean => sheets > 0

/** A finger would bring up the keyboard over half the screen; who touches the field asks for it. */
const byTouch = () => matchMedia('(pointer: coarse)').matches

/** Puts the caret into the reply of the open conversation; out of the note, which keeps its words. */
export function focusReply(): void {
  const id = openId()
  if (id && useUi.getState().noting === id) flushSync(() => useUi.setState({ noting: null }))
  press('reply')
}

/** The caret goes into the reply of a conversation that was just opened or taken. */
export function caretAfterAct(): void {
  if (!byTouch() && !isCovered()) focusReply()
}

/** The same for one that opened by itself (a link, a merge): not from under the hand of who writes elsewhere. */
export function caretIfFree(): void {
  if (!isTextField(document.activeElement)) caretAfterAct()
}
