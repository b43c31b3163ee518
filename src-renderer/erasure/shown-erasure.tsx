// Which report of an erasure is being read. It outlives the mask it was begun from, so the frame shows it.
import { useEffect } from 'react';
import { create } from 'zustand';
import { RecordDialog } from './record-dialog.tsx';

const useShown = create<{ id: string | null }>(() => ({ id: null }));

/** @param id of the erasure or of the customer */
export function showErasure(id: string): void {
  useShown.setState({ id });
}

export function ShownErasure() {
  const { id } = useShown();
  // Locked meanwhile: whoever comes next asks for it himself.
  useEffect(() => () => useShown.setState({ id: null }), []);
  return id === null ? null : <RecordDialog key={id} id={id} close={() => useShown.setState({ id: null })} />;
}
