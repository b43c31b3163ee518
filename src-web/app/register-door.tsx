// 'Noch kein Zugang? Registrieren', where the server says that one can.
import { useEffect, useState } from 'react';
import { registrationOffered } from './register-line.ts';
import { useRegisterTexts } from './register-texts.ts';

export function RegisterDoor({ open }: { open: () => void }) {
  const t = useRegisterTexts();
  const [offered, setOffered] = useState(false);
  useEffect(() => {
    let over = false;
    void registrationOffered().then((answer) => {
      if (!over) setOffered(answer);
    });
    return () => {
      over = true;
    };
  }, []);
  if (!offered) return null;
  return (
    <button type="button" className="quiet" onClick={open}>
      {t.door}
    </button>
  );
}
