// One restore from choosing a backup to the exchange, step by step, as both places that offer it need it. It draws nothing.
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { BackupFacts, BackupFile } from '../../src-shared/backup/contract.ts';
import { calls, client, queries } from '../client.ts';
import { restoreFailureText } from './restore-failure.ts';

const LOOK_MS = 250;

export type Restore = ReturnType<typeof useRestore>;

/** 'missing': nothing is wrong, only the recovery key has not been typed yet. */
type Problem = { tone: 'missing' | 'wrong'; text: string };

function problemOf(error: unknown): Problem {
  const missing = isDefinedError(error) && (error as { code: string }).code === 'KEY_NEEDED';
  return { tone: missing ? 'missing' : 'wrong', text: restoreFailureText(error) };
}

/** @param first the file to begin with, or null for the newest of this workstation's folder */
export function useRestore(first: string | null) {
  const [found, setFound] = useState<BackupFile[] | null>(null);
  const [file, setFile] = useState<BackupFile | null>(null);
  const [recoveryKey, setRecoveryKey] = useState('');
  const [keyNeeded, setKeyNeeded] = useState(false);
  const [facts, setFacts] = useState<BackupFacts | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState<'looking' | 'inspecting' | 'restoring' | null>(null);
  const { data: step } = useQuery({
    ...calls.backup.restoring.queryOptions(),
    enabled: busy === 'restoring',
    refetchInterval: LOOK_MS,
  });
  const choice = (of: BackupFile, key: string) => ({ file: of.file, recoveryKey: key.trim() === '' ? null : key });

  const inspect = async (of: BackupFile, key: string) => {
    setFacts(null);
    setProblem(null);
    setBusy('inspecting');
    const { error, data } = await safe(client.backup.inspect(choice(of, key)));
    setBusy(null);
    if (!error) return setFacts(data);
    setKeyNeeded(isDefinedError(error) && /KEY/.test(error.code));
    setProblem(problemOf(error));
  };

  const choose = (of: BackupFile) => {
    setFile(of);
    setKeyNeeded(false);
    setRecoveryKey('');
    void inspect(of, '');
  };

  const look = async (path: string | null) => {
    setProblem(null);
    setBusy('looking');
    const { error, data } = await safe(client.backup.find({ path }));
    setBusy(null);
    setFacts(null);
    setFile(null);
    setFound(data ?? []);
    if (error) return setProblem(problemOf(error));
    const chosen = data.find((one) => one.file === first) ?? data[0];
    if (chosen) choose(chosen);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the place is opened
  useEffect(() => void look(null), []);

  /** @returns whether the backup is in place now */
  const restore = async (): Promise<boolean> => {
    if (!file || !facts || busy) return false;
    setProblem(null);
    setBusy('restoring');
    const { error } = await safe(client.backup.restore(choice(file, recoveryKey)));
    setBusy(null);
    if (error) setProblem(problemOf(error));
    else await queries.invalidateQueries();
    return !error;
  };

  return {
    ...{ found, file, recoveryKey, keyNeeded, facts, problem, busy, choose, look, restore, setRecoveryKey },
    step: busy === 'restoring' ? (step ?? { step: 'copying' as const, share: 0 }) : null,
    inspectAgain: () => file && void inspect(file, recoveryKey),
  };
}
