// Tab 'Karten und Programme': what a customer carries, and what he takes part in.
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { MembershipLines } from '../programs/membership-lines.tsx';
import { useLinesLook } from '../ui/lines.ts';
import { CardLines } from './card-lines.tsx';

export const CardsTab: MaskPart = ({ mask }) => {
  const look = useLinesLook();
  const { settings } = mask;
  return (
    <div className={look.page}>
      <CardLines mask={mask} settings={settings} />
      <MembershipLines mask={mask} settings={settings} />
    </div>
  );
};
