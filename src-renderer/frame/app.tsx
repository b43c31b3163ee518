// Decides what the window shows first: trouble, set-up, sign-in, or the frame.
import { Spinner } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { calls } from '../client.ts';
import { SetUp } from '../start/set-up.tsx';
import { SignIn } from '../start/sign-in.tsx';
import { Trouble } from '../start/trouble.tsx';
import { useTexts } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';
import { Frame } from './frame.tsx';

export function App() {
  const t = useTexts(frameTexts);
  const { data: state } = useQuery(calls.signIn.state.queryOptions());
  if (!state) return <Spinner label={t.loading} style={{ height: '100%' }} />;
  switch (state.phase) {
    case 'trouble':
      return <Trouble trouble={state.trouble} />;
    case 'setUp':
      return <SetUp />;
    case 'signIn':
      return <SignIn seat={state.seat} lockedBy={state.lockedBy} />;
    case 'open':
      return <Frame key={state.person.id} seat={state.seat} person={state.person} />;
  }
}
