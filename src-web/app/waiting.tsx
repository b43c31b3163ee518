// What a phone shows whose registration staff have not decided: that it arrived, and with whom it lies.
import { useEffect } from 'react';
import type { WaitingShop } from '../../src-shared/registration/public.ts';
import { wearColour } from './look.ts';
import { useRegisterTexts } from './register-texts.ts';
import { Sheet } from './sheet.tsx';
import { useTexts } from './texts.ts';

export function Waiting({ shop }: { shop: WaitingShop }) {
  const t = useRegisterTexts().waiting;
  const { call } = useTexts().connected;
  const { appName, branchName, phone, accent } = shop;
  useEffect(() => wearColour(accent), [accent]);
  return (
    <Sheet key="waiting" appName={appName} branchName={branchName} title={t.title}>
      <p role="status">{t.text(branchName)}</p>
      <p className="hint">{t.hint}</p>
      {phone && (
        <a className="second" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
          {call(phone)}
        </a>
      )}
    </Sheet>
  );
}
