// What a connected customer sees: the branch and how to reach it, since when this device is connected, and the way out.
import { useEffect, useState } from 'react';
import type { AppSession, EndReason } from '../../src-shared/public-contract.ts';
import type { Shop } from './app.tsx';
import { wearColour } from './look.ts';
import { disconnect } from './server-line.ts';
import { Problem, Sheet } from './sheet.tsx';
import { showInstant, useTexts } from './texts.ts';
import { useSession } from './use-session.ts';
import { Waiting } from './waiting.tsx';

export function Connected({ shop, ended }: { shop: Shop; ended: (reason: EndReason | 'unknown') => void }) {
  const t = useTexts();
  const state = useSession(ended);
  const [leaving, setLeaving] = useState(false);
  const accent = state.kind === 'connected' ? state.session.branch.accent : undefined;
  useEffect(() => {
    if (accent !== undefined) wearColour(accent);
  }, [accent]);
  if (leaving)
    return (
      <Sheet key="leave" {...shop} title={t.disconnect.title} back={() => setLeaving(false)}>
        <Leave ended={ended} />
      </Sheet>
    );
  if (state.kind === 'waiting') return <Waiting shop={state.shop} />;
  if (state.kind !== 'connected')
    return (
      <Sheet key={state.kind} {...shop} title={shop.branchName ?? shop.appName}>
        {state.kind === 'asking' ? <p>{t.loading}</p> : <Problem text={t.refused.offline} />}
      </Sheet>
    );
  const { session, staleAt } = state;
  return (
    <Sheet
      key="connected"
      appName={session.appName}
      branchName={session.branch.name}
      title={t.connected.title(session.branch.name)}
    >
      <div role="status">
        {staleAt !== null && <p className="notice">{t.connected.offline(showInstant(staleAt))}</p>}
      </div>
      <Branch branch={session.branch} />
      <p className="hint">
        {t.connected.as(session.customerName)}
        <br />
        {t.connected.since(showInstant(session.connectedAt))}
      </p>
      <button type="button" className="second" onClick={() => setLeaving(true)}>
        {t.connected.disconnect}
      </button>
    </Sheet>
  );
}

function Branch({ branch }: { branch: AppSession['branch'] }) {
  const t = useTexts().connected;
  const lines = [branch.street, branch.town].filter((line) => line !== '');
  return (
    <>
      {branch.phone && (
        <a className="main" href={`tel:${branch.phone.replace(/[^\d+]/g, '')}`}>
          {t.call(branch.phone)}
        </a>
      )}
      <dl>
        {lines.length > 0 && (
          <>
            <dt>{t.address}</dt>
            <dd className="lines">{lines.join('\n')}</dd>
          </>
        )}
        {branch.openingHours && (
          <>
            <dt>{t.hours}</dt>
            <dd className="lines">{branch.openingHours}</dd>
          </>
        )}
      </dl>
    </>
  );
}

function Leave({ ended }: { ended: (reason: EndReason | 'unknown') => void }) {
  const t = useTexts();
  const [state, setState] = useState<'asked' | 'busy' | 'failed'>('asked');
  const leave = async () => {
    if (state === 'busy') return;
    setState('busy');
    const answer = await disconnect();
    if (answer.kind === 'ended') ended(answer.reason);
    else setState('failed');
  };
  return (
    <>
      <p>{t.disconnect.text}</p>
      <Problem text={state === 'failed' ? t.connected.failed : null} />
      <button type="button" className="main" aria-disabled={state === 'busy'} onClick={() => void leave()}>
        {state === 'busy' ? t.disconnect.busy : t.disconnect.yes}
      </button>
    </>
  );
}
