// Catches what a page throws while it is drawn: the frame with its keys stays, the page says what happened. React asks for a
// class here.
import { Component, type ReactNode } from 'react';
import { useTexts } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';
import { ReloadBar } from './reload-bar.tsx';

type Props = {
  /** Another page starts afresh. */
  page: string;
  children: ReactNode;
};

export class Mishap extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed && before.page !== this.props.page) this.setState({ failed: false });
  }

  override render(): ReactNode {
    return this.state.failed ? <Notice /> : this.props.children;
  }
}

function Notice() {
  return <ReloadBar text={useTexts(frameTexts).mishap} />;
}
