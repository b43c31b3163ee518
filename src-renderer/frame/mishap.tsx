// Catches what a page throws while it is drawn: the frame with its keys stays, the page says what happened. React asks for a
// class here.
import { makeStyles, Subtitle1 } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { useTexts } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';
import { ReloadBar } from './reload-bar.tsx';
import { reportMishap } from './report.ts';

type Props = {
  /** Another page starts afresh. */
  page: string;
  /** It is all that the window shows. */
  whole?: true;
  children: ReactNode;
};

type State = { failed: boolean; incident: string | null };

export class Mishap extends Component<Props, State> {
  override state: State = { failed: false, incident: null };

  static getDerivedStateFromError(): State {
    return { failed: true, incident: null };
  }

  override componentDidCatch(error: Error): void {
    void reportMishap(error).then((incident) => this.setState({ incident }));
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed && before.page !== this.props.page) this.setState({ failed: false });
  }

  override render(): ReactNode {
    const { failed, incident } = this.state;
    if (!failed) return this.props.children;
    return this.props.whole ? (
      <main>
        <Notice incident={incident} />
      </main>
    ) : (
      <Notice incident={incident} />
    );
  }
}

const useStyles = makeStyles({
  page: { padding: '16px 20px', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '12px' },
  title: { margin: 0 },
});

function Notice({ incident }: { incident: string | null }) {
  const styles = useStyles();
  const t = useTexts(frameTexts).mishap;
  return (
    <div className={styles.page}>
      <Subtitle1 as="h1" block className={styles.title}>
        {t.title}
      </Subtitle1>
      <ReloadBar text={incident === null ? t.text : `${t.text} ${t.incident(incident)}`} />
    </div>
  );
}
