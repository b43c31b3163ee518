// The way in, one question a screen: install first (on an iPhone the installed app has a storage of its own), then the code
// by camera or by hand, then the password. The phone's own 'back' goes one screen back.
import { useEffect, useState } from 'react';
import type { Shop } from './app.tsx';
import { install, installing } from './install.ts';
import { Password } from './password.tsx';
import { RegisterDoor } from './register-door.tsx';
import { Scan } from './scan.tsx';
import { Sheet } from './sheet.tsx';
import { useTexts } from './texts.ts';
import { TypeCode } from './type-code.tsx';

type Screen = 'install' | 'code' | 'scan' | 'type' | 'password';

export function Connect(way: {
  shop: Shop;
  code: string | null;
  setCode: (code: string) => void;
  connected: () => void;
  register: () => void;
}) {
  const t = useTexts();
  const { shop, code, setCode, connected, register } = way;
  const first = code === null ? 'code' : 'password';
  const [screen, go] = useScreens<Screen>(installing() === 'none' ? first : 'install');
  const back = () => history.back();
  const found = (one: string) => {
    setCode(one);
    go('password');
  };
  switch (screen) {
    case 'install':
      return (
        <Sheet key={screen} {...shop} title={t.install.title}>
          <Install />
          <button type="button" className="second" onClick={() => go(first)}>
            {t.install.skip}
          </button>
        </Sheet>
      );
    case 'code':
      return (
        <Sheet key={screen} {...shop} title={t.code.title} back={hasEarlier() ? back : undefined}>
          <p>{t.code.text}</p>
          <button type="button" className="main" onClick={() => go('scan')}>
            {t.code.scan}
          </button>
          <button type="button" className="second" onClick={() => go('type')}>
            {t.code.type}
          </button>
          <RegisterDoor open={register} />
        </Sheet>
      );
    case 'scan':
      return (
        <Sheet key={screen} {...shop} title={t.scan.title} back={back}>
          <Scan found={found} />
          <button type="button" className="second" onClick={() => go('type')}>
            {t.code.type}
          </button>
        </Sheet>
      );
    case 'type':
      return (
        <Sheet key={screen} {...shop} title={t.type.title} back={back}>
          <TypeCode found={found} />
        </Sheet>
      );
    case 'password':
      return (
        <Sheet key={screen} {...shop} title={t.password.title} back={hasEarlier() ? back : () => go('code')}>
          <Password code={code ?? ''} connected={connected} />
        </Sheet>
      );
  }
}

function Install() {
  const t = useTexts().install;
  const [how, setHow] = useState(installing);
  useEffect(() => {
    const again = () => setHow(installing());
    addEventListener('installable', again);
    return () => removeEventListener('installable', again);
  }, []);
  return (
    <>
      <p>{t.why}</p>
      {how === 'prompt' && (
        <button type="button" className="main" onClick={() => void install().then(() => setHow(installing()))}>
          {t.prompt}
        </button>
      )}
      {(how === 'ios' || how === 'menu') && (
        <ol>
          {t[how].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
    </>
  );
}

export function hasEarlier(): boolean {
  return typeof (history.state as { depth?: number } | null)?.depth === 'number';
}

/** Screens as entries of the browser's history, so that the phone's 'back' works; the addresses say nothing. */
export function useScreens<S extends string>(first: S): readonly [S, (screen: S) => void] {
  const [screen, setScreen] = useState<S>(first);
  useEffect(() => {
    const popped = (event: PopStateEvent) => setScreen((event.state as { screen?: S } | null)?.screen ?? first);
    addEventListener('popstate', popped);
    return () => removeEventListener('popstate', popped);
  }, [first]);
  const go = (next: S) => {
    const depth = ((history.state as { depth?: number } | null)?.depth ?? 0) + 1;
    history.pushState({ screen: next, depth }, '');
    setScreen(next);
  };
  return [screen, go];
}
