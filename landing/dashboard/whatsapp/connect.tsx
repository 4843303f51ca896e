import { ConnectWhatsapp } from '@plantao/shared/whatsapp'
import { Form } from '@plantao/ui/form'
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
  const business = businessId.trim() === '' ? {} : { businessId }
  const given =
    way === 'official'
      ? { channel: 'official' as const, number: phoneId, token, ...business }
      : { channel: 'phone' as const, ...(way === 'code' ? { number } : {}) }
  const connect = useAct(async () => {
    await api.createInstance({ body: given })
    await reread('whatsappStatus')
  })
  return (
    <Form schema={ConnectWhatsapp} value={given} failure={connect.failure} onSend={() => void connect.run()}>
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
          name="number"
          label={text.whatsapp.number}
          hint={text.whatsapp.numberHint}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          required
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
      )}
      {way === 'official' && (
        <>
          <Field
            id="phone-id"
            name="number"
            label={text.whatsapp.phoneId}
            hint={text.whatsapp.phoneIdHint}
            inputMode="numeric"
            required
            value={phoneId}
            onChange={(event) => setPhoneId(event.target.value)}
          />
          <Field
            id="token"
            name="token"
            label={text.whatsapp.token}
            type="password"
            autoComplete="off"
            required
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
          <Field
            id="business"
            name="businessId"
            label={text.whatsapp.businessId}
            inputMode="numeric"
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
    </Form>
  )
}
