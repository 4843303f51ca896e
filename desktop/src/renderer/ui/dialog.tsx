import { type DialogProps, Dialog as Sheet } from '@plantao/ui/dialog'
import { useEffect } from 'react'
import { caretAfterAct, cover } from './caret.ts'

type Props = Omit<DialogProps, 'shape' | 'bare' | 'onNowhere'> & {
  /** `palette` has no head of its own and sits near the top; `picture` is as wide as its picture, `settings` as the screen allows, `wide` holds two columns. */
  shape?: 'palette' | 'picture' | 'settings' | 'wide'
}

const SHAPES = {
  palette: 'palette',
  picture: 'sheet-picture',
  settings: 'sheet-settings',
  wide: 'sheet-wide',
}

/** A modal sheet of the console: where nothing had the keyboard before, the reply takes it afterwards. */
export function Dialog({ shape, ...props }: Props) {
  useEffect(cover, [])
  return (
    <Sheet
      {...props}
      {...(shape ? { shape: SHAPES[shape] } : {})}
      bare={shape === 'palette'}
      onNowhere={caretAfterAct}
    />
  )
}
