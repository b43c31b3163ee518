// 'Verbundene Geräte': each phone with since when and when last seen, and 'Trennen' after a question.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { safe } from '@orpc/client';
import type { ConnectedDevice } from '../../src-shared/app-access/contract.ts';
import { client } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { appAccessTexts } from '../texts/app-access.ts';
import { useTexts } from '../texts/catalogue.ts';
import { ask } from '../ui/question.tsx';
import { dayAndTimeOf } from './state-text.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '20px',
    padding: '3px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  // A phone says itself what it is called: a long word must not push the button out.
  name: { flexGrow: 1, minWidth: '120px', maxWidth: '320px', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
});

export function Devices({ devices }: { devices: readonly ConnectedDevice[] }) {
  const styles = useStyles();
  const t = useTexts(appAccessTexts);
  if (devices.length === 0)
    return (
      <Text>
        {t.devices}: <span className={styles.quiet}>{t.noDevices}</span>
      </Text>
    );
  return (
    <div>
      <Text as="h3" weight="semibold" id="connected-devices" block>
        {t.devices}
      </Text>
      <ul className={styles.list} aria-labelledby="connected-devices">
        {devices.map((device) => (
          <li key={device.id} className={styles.line}>
            <Text className={styles.name}>{device.name}</Text>
            <Text className={styles.quiet}>{t.connectedAt(dayAndTimeOf(device.connectedAt))}</Text>
            <Text className={styles.quiet}>
              {device.ending ? t.ending : t.lastSeen(dayAndTimeOf(device.lastSeenAt))}
            </Text>
            <Button
              size="small"
              aria-label={t.endNamed(device.name)}
              disabledFocusable={device.ending}
              onClick={() => (device.ending ? undefined : void endDevice(device))}
            >
              {t.end}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

async function endDevice({ id, name }: ConnectedDevice): Promise<void> {
  const t = textsNow(appAccessTexts).endDevice;
  const answer = await ask({
    ...{ title: t.title, text: t.question(name) },
    answers: [
      { value: 'yes', label: t.yes },
      { value: 'no', label: t.no },
    ],
  });
  if (answer !== 'yes') return;
  const { error } = await safe(client.appAccess.endDevice({ deviceId: id }));
  // Somebody else was quicker: it is gone from the list by itself.
  if (error && (error as { code?: string }).code !== 'GONE') showFailure(error);
}
