// Decides what the window shows first: trouble, set-up, the first fill, sign-in, or the frame.
import { Spinner } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { calls, forgetQueries, queries } from '../client.ts';
import { Filling } from '../start/filling.tsx';
import { Revoked } from '../start/revoked.tsx';
import { SetUp } from '../start/set-up.tsx';
import { SignIn } from '../start/sign-in.tsx';
import { Trouble } from '../start/trouble.tsx';
import { useTexts } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';
import { Frame } from './frame.tsx';

export function App() {
  const t = useTexts(frameTexts);
  const { data: state } = useQuery(calls.signIn.state.queryOptions());
  const { data: standing } = useQuery(calls.sync.standing.queryOptions());
  const firstFill = standing?.firstFill ?? false;
  const [signsInEarly, setSignsInEarly] = useState(false);
  // The set-up ends when its recovery key has been read, not when the branch is there; or when this PC has joined a chain,
  // whose branch comes with the first fill.
  const [settingUp, setSettingUp] = useState(false);
  if (state?.phase === 'setUp' && standing?.server === null && !settingUp) setSettingUp(true);
  const [wasRevoked, setWasRevoked] = useState(false);
  if (state?.phase === 'revoked' && !wasRevoked) setWasRevoked(true);
  // Whoever comes next reads everything anew, with rights of his own.
  const person = state?.phase === 'open' ? state.person.id : null;
  useEffect(() => {
    if (person === null) return;
    return () => {
      forgetQueries();
    };
  }, [person]);
  if (!state || !standing) return <Spinner label={t.loading} style={{ height: '100%' }} />;
  if (!settingUp && firstFill && (state.phase === 'setUp' || (state.phase === 'signIn' && !signsInEarly))) {
    const canSignIn = state.phase === 'signIn' && state.seat.employees.length > 0;
    return <Filling state={standing.state} early={canSignIn ? () => setSignsInEarly(true) : null} />;
  }
  if (settingUp)
    return (
      <SetUp
        onlyJoining={wasRevoked}
        onDone={async () => {
          await queries.invalidateQueries();
          setSettingUp(false);
        }}
      />
    );
  switch (state.phase) {
    case 'setUp':
      return <Spinner label={t.loading} style={{ height: '100%' }} />;
    case 'trouble':
      return <Trouble trouble={state.trouble} />;
    case 'revoked':
      return <Revoked at={state.at} unsent={state.unsent} />;
    case 'signIn':
      return <SignIn seat={state.seat} lockedBy={state.lockedBy} lastHere={state.lastHere} />;
    case 'open':
      return <Frame key={state.person.id} seat={state.seat} person={state.person} />;
  }
}
