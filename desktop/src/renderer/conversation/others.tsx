import { useConsole, useMyId } from '../store.ts'
import { useText } from '../text/use-text.ts'

/** Which colleagues look at or type in this conversation: said where one is about to type oneself. */
export function Others({ id }: { id: string }) {
  const text = useText()
  const myId = useMyId()
  const people = useConsole((state) => state.presence[id])
  const others = (people ?? []).filter((person) => person.id !== myId)
  const typing = others.filter((person) => person.typing)
  const names = (list: typeof others) =>
    new Intl.ListFormat(text.locale).format(list.map((person) => person.name.split(' ')[0] ?? person.name))
  return (
    <p className="others" role="status">
      {typing.length > 0
        ? text.conversation.typing(names(typing))
        : others.length > 0
          ? text.conversation.viewing(names(others))
          : ''}
    </p>
  )
}
