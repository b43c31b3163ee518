// Which of the three things is on: connecting, being connected, or being told why it ended.
import { useEffect, useState } from 'react';
import type { AppLook, EndReason } from '../../src-shared/public-contract.ts';
import { Connect } from './connect.tsx';
import { Connected } from './connected.tsx';
import { Invited } from './invited.tsx';
import { wearColour } from './look.ts';
import { Register } from './register.tsx';
import { isConnected, lastSession, look } from './server-line.ts';
import { Sheet } from './sheet.tsx';
import { useTexts } from './texts.ts';

type Stage =
  | { at: 'connect' }
  | { at: 'invited'; invitation: string }
  | { at: 'register' }
  | { at: 'connected' }
  | { at: 'ended'; reason: EndReason | 'unknown' };

/**
 * @param scanned a login code that came with the address. @param invitation what an invitation's link carried
 * @param registers the address is the one for registering
 */
export function App({
  scanned,
  invitation,
  registers,
}: {
  scanned: string | null;
  invitation: string | null;
  registers: boolean;
}) {
  const t = useTexts();
  // A new form opened on a connected phone: its code counts.
  const [stage, setStage] = useState<Stage>(
    invitation === null
      ? { at: registers ? 'register' : isConnected() && scanned === null ? 'connected' : 'connect' }
      : { at: 'invited', invitation },
  );
  const [code, setCode] = useState(scanned);
  const shop = useLook(code, stage.at === 'invited' ? stage.invitation : null);
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
    case 'invited':
      return (
        <Sheet key="invited" {...shop} title={t.invited.title}>
          <Invited invitation={stage.invitation} connected={() => setStage({ at: 'connected' })} />
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
          register={() => setStage({ at: 'register' })}
        />
      );
    case 'register':
      return (
        <Register
          shop={shop}
          registered={() => setStage({ at: 'connected' })}
          leave={() => setStage({ at: isConnected() ? 'connected' : 'connect' })}
        />
      );
  }
}

export type Shop = Pick<AppLook, 'appName' | 'branchName'>;

/** The shop's name and colour, as far as the server can be reached. */
function useLook(code: string | null, invitation: string | null): Shop {
  const [shop, setShop] = useState<Shop>({ appName: 'App', branchName: null });
  useEffect(() => {
    if (code === null && invitation === null && isConnected()) {
      // A connected device wears its own branch, as it was last heard of.
      const last = lastSession()?.session;
      if (last) setShop({ appName: last.appName, branchName: last.branch.name });
      if (last) wearColour(last.branch.accent);
      return;
    }
    let over = false;
    void look(code, invitation).then((answer) => {
      if (over || answer.kind !== 'ok') return;
      setShop({ appName: answer.value.appName, branchName: answer.value.branchName });
      wearColour(answer.value.accent);
    });
    return () => {
      over = true;
    };
  }, [code, invitation]);
  return shop;
}
