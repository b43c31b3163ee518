// Which of the three things is on: connecting, being connected, or being told why it ended.
import { useEffect, useState } from 'react';
import type { AppLook, EndReason } from '../../src-shared/public-contract.ts';
import { Connect } from './connect.tsx';
import { Connected } from './connected.tsx';
import { wearColour } from './look.ts';
import { isConnected, lastSession, look } from './server-line.ts';
import { Sheet } from './sheet.tsx';
import { useTexts } from './texts.ts';

type Stage = { at: 'connect' } | { at: 'connected' } | { at: 'ended'; reason: EndReason | 'unknown' };

/** @param scanned a login code that came with the address */
export function App({ scanned }: { scanned: string | null }) {
  const t = useTexts();
  // A new form opened on a connected phone: its code counts.
  const [stage, setStage] = useState<Stage>({ at: isConnected() && scanned === null ? 'connected' : 'connect' });
  const [code, setCode] = useState(scanned);
  const shop = useLook(code);
  switch (stage.at) {
    case 'connected':
      return <Connected shop={shop} ended={(reason) => setStage({ at: 'ended', reason })} />;
    case 'ended':
      return (
        <Sheet key="ended" {...shop} title={t.ended.title}>
          <p>{t.ended.reasons[stage.reason]}</p>
          <button type="button" className="main" onClick={() => setStage({ at: 'connect' })}>
            {t.ended.again}
          </button>
        </Sheet>
      );
    case 'connect':
      return (
        <Connect
          shop={shop}
          code={code}
          setCode={setCode}
          connected={() => {
            setCode(null);
            setStage({ at: 'connected' });
          }}
        />
      );
  }
}

export type Shop = Pick<AppLook, 'appName' | 'branchName'>;

/** The shop's name and colour, as far as the server can be reached. */
function useLook(code: string | null): Shop {
  const [shop, setShop] = useState<Shop>({ appName: 'App', branchName: null });
  useEffect(() => {
    if (code === null && isConnected()) {
      // A connected device wears its own branch, as it was last heard of.
      const last = lastSession()?.session;
      if (last) setShop({ appName: last.appName, branchName: last.branch.name });
      if (last) wearColour(last.branch.accent);
      return;
    }
    let over = false;
    void look(code).then((answer) => {
      if (over || answer.kind !== 'ok') return;
      setShop({ appName: answer.value.appName, branchName: answer.value.branchName });
      wearColour(answer.value.accent);
    });
    return () => {
      over = true;
    };
  }, [code]);
  return shop;
}
