// Signs an employee in by PIN; the same screen covers a locked workstation.
import { Button, Field, Input, Select, Text } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Seat } from '../../src-shared/sign-in/contract.ts';
import { client } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useTexts } from '../texts/catalogue.ts';
import { startTexts } from '../texts/start.ts';
import { Sheet } from './sheet.tsx';

export function SignIn({ seat, lockedBy }: { seat: Seat; lockedBy: string | null }) {
  const t = useTexts(startTexts).signIn;
  const [employeeId, setEmployeeId] = useState(lockedBy ?? seat.employees[0]?.id ?? '');
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const pinBox = useRef<HTMLInputElement>(null);
  useEffect(() => pinBox.current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { error } = await safe(client.signIn.signIn({ employeeId, pin }));
    if (!error) return;
    setPin('');
    pinBox.current?.focus();
    if (!isDefinedError(error)) setProblem(failureText(error));
    else if (error.code === 'WRONG_PIN')
      setProblem(error.data.waitSeconds > 0 ? t.wait(error.data.waitSeconds) : t.wrong);
    else if (error.code === 'WAIT') setProblem(t.wait(error.data.waitSeconds));
    else if (error.code === 'BLOCKED') setProblem(t.blocked);
    else setProblem(failureText(error));
  };

  return (
    <Sheet title={lockedBy ? t.locked : t.title}>
      <Text>
        {seat.branch.name} · {seat.workstation.name}
      </Text>
      <form onSubmit={submit} style={{ display: 'contents' }}>
        <Field label={t.employee}>
          <Select value={employeeId} onChange={(_event, { value }) => setEmployeeId(value)}>
            {seat.employees.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t.pin} validationMessage={problem} validationState={problem ? 'error' : 'none'}>
          <Input
            ref={pinBox}
            type="password"
            inputMode="numeric"
            autoComplete="off"
            value={pin}
            onChange={(_event, { value }) => setPin(value)}
          />
        </Field>
        <Button type="submit" appearance="primary">
          {t.button}
        </Button>
      </form>
    </Sheet>
  );
}
