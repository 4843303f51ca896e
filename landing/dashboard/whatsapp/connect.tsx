import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { api } from '../api.ts'
import { reread } from '../queries.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Field } from '../ui/field.tsx'

type Way = 'qr' | 'code' | 'official'

/** The ways in: a QR, a code typed on the phone, or Meta's own API. */
export function Connect({ known }: { known: boolean }) {
  const text = useText()
  const [way, setWay] = useState<Way>('qr')
  const [number, setNumber] = useState('')
  const [phoneId, setPhoneId] = useState('')
  const [token, setToken] = useState('')
  const [businessId, setBusinessId] = useState('')
  const connect = useAct(async () => {
    if (way === 'official') {
      const business = businessId.trim() === '' ? {} : { businessId }
      await api.createInstance({ body: { channel: 'official', number: phoneId, token, ...business } })
    } else {
      await api.createInstance({ body: { channel: 'phone', ...(way === 'code' ? { number } : {}) } })
    }
    await reread('whatsappStatus')
  })
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        void connect.run()
      }}
    >
      {known && <p className="muted">{text.whatsapp.knownBefore}</p>}
      <fieldset className="choices">
        <legend className="unseen">{text.whatsapp.way}</legend>
        {(['qr', 'code', 'official'] as const).map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="way" checked={way === one} onChange={() => setWay(one)} />
            <span>
              <b>{text.whatsapp.ways[one].name}</b>
              <span className="muted small">{text.whatsapp.ways[one].hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {way === 'code' && (
        <Field
          id="number"
          label={text.whatsapp.number}
          hint={text.whatsapp.numberHint}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={30}
          required
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
      )}
      {way === 'official' && (
        <>
          <Field
            id="phone-id"
            label={text.whatsapp.phoneId}
            hint={text.whatsapp.phoneIdHint}
            inputMode="numeric"
            minLength={8}
            maxLength={30}
            required
            value={phoneId}
            onChange={(event) => setPhoneId(event.target.value)}
          />
          <Field
            id="token"
            label={text.whatsapp.token}
            type="password"
            autoComplete="off"
            minLength={10}
            maxLength={1000}
            required
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
          <Field
            id="business"
            label={text.whatsapp.businessId}
            inputMode="numeric"
            maxLength={30}
            value={businessId}
            onChange={(event) => setBusinessId(event.target.value)}
          />
        </>
      )}
      <FailureNote failure={connect.failure} />
      <div className="buttons">
        <button type="submit" className="button button-main" aria-disabled={connect.busy}>
          {connect.busy ? text.whatsapp.connecting : text.whatsapp.connect}
        </button>
      </div>
    </form>
  )
}
