import { faultsOfRefusal, wordsAtField } from '@plantao/shared/errors'
import { type FieldFault, type FieldSchema, faultsBy } from '@plantao/shared/fields/fault'
import { ApiError } from '@plantao/shared/http/api'
import {
  createContext,
  type FormEvent,
  type ReactNode,
  use,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Language } from './language.ts'

type Fields = {
  /** The words for what is wrong with a field, by its name in the contract. */
  wordsFor: (name: string) => string | null
  /** A field offers how to take the keyboard, in the order of the form; answers how to leave again. */
  register: (name: string, focus: () => void) => () => void
  /** Whether every fault of a refusal is said beside a field of this form. */
  saysAll: (failure: unknown) => boolean
}

const FormFields = createContext<Fields>({
  wordsFor: () => null,
  register: () => () => {},
  saysAll: () => false,
})

const toldBy = (failure: unknown) =>
  failure instanceof ApiError ? faultsOfRefusal(failure.code, failure.details) : []

type Props = {
  className?: string
  /** What the contract asks of `value`; a fault is said here before anything is sent. */
  schema?: FieldSchema
  value?: unknown
  /** The last refusal: what it says of fields is said beside them. */
  failure: unknown
  onSend: () => void
  children: ReactNode
}

/**
 * A form whose faults stand beside their fields, in the page's language and not the browser's. The first field with one
 * takes the keyboard; what was typed stays.
 */
export function Form({ className = 'form', schema, value, failure, onSend, children }: Props) {
  const language = use(Language) === 'en' ? 'en' : 'pt'
  const fields = useRef(new Map<string, () => void>())
  const [found, setFound] = useState<FieldFault[]>([])
  /** The refusal that was standing when the fields were found wrong here: it is old news then. */
  const [stale, setStale] = useState<unknown>(null)
  const refusal = failure === stale ? null : failure
  const told = useMemo(() => toldBy(refusal), [refusal])
  const faults = found.length > 0 ? found : told

  function focusFirst(wrong: FieldFault[]): void {
    const names = new Set(wrong.map(({ field }) => field))
    const first = [...fields.current].find(([name]) => names.has(name))
    first?.[1]()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new refusal is what moves the keyboard.
  useLayoutEffect(() => focusFirst(told), [told])

  const context = useMemo<Fields>(
    () => ({
      wordsFor: (name) => {
        const fault = faults.find(({ field }) => field === name)
        const details = refusal instanceof ApiError ? refusal.details : {}
        return fault ? wordsAtField(fault, language, details) : null
      },
      register: (name, focus) => {
        fields.current.set(name, focus)
        return () => void fields.current.delete(name)
      },
      saysAll: (given) => {
        const said = toldBy(given)
        return said.length > 0 && said.every(({ field }) => fields.current.has(field))
      },
    }),
    [faults, refusal, language],
  )

  function submit(event: FormEvent): void {
    event.preventDefault()
    const wrong = faultsBy(schema, value).filter(({ field }) => fields.current.has(field))
    setFound(wrong)
    setStale(failure)
    if (wrong.length > 0) focusFirst(wrong)
    else onSend()
  }

  return (
    <FormFields value={context}>
      <form className={className} noValidate onSubmit={submit}>
        {children}
      </form>
    </FormFields>
  )
}

/**
 * A field's place in its form, by its name in the contract: the words for what is wrong with it, and a `ref` for the
 * element that takes the keyboard then. Outside of a form, or without a name, nothing is said.
 */
export function useFormField<E extends HTMLElement>(name: string | undefined) {
  const { register, wordsFor } = useContext(FormFields)
  const ref = useRef<E>(null)
  useLayoutEffect(() => (name ? register(name, () => ref.current?.focus()) : undefined), [name, register])
  return { ref, words: name ? wordsFor(name) : null }
}

/** Whether the fields of the form around say all that a refusal says. */
export function useSaidAtFields(failure: unknown): boolean {
  return useContext(FormFields).saysAll(failure)
}
