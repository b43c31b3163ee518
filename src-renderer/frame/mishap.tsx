// Catches what a page throws while it is drawn: the frame with its keys stays, the page says what happened. React asks for a
// class here.
import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { useTexts } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';

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
  const t = useTexts(frameTexts);
  return (
    <div role="alert">
      <MessageBar intent="error" shape="square">
        <MessageBarBody>{t.mishap}</MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={() => window.location.reload()}>
            {t.reload}
          </Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
