// What cannot go on by itself: says so at once, and offers to load the page anew.
import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useTexts } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';

export function ReloadBar({ text, className }: { text: string; className?: string }) {
  const t = useTexts(frameTexts);
  return (
    <div role="alert">
      <MessageBar intent="error" shape="square" layout="multiline" className={className}>
        <MessageBarBody>{text}</MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={() => window.location.reload()}>
            {t.reload}
          </Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
