/** Which dialog is open. One that is closed gives the focus back to what opened it, as a keyboard expects. */
import { useRef, useState } from 'react';

export interface Opened<T> {
  /** Null while none is. */
  opened: T | null;
  open: (which: T) => void;
  close: () => void;
}

export function useOpened<T>(): Opened<T> {
  const [opened, setOpened] = useState<T | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  return {
    opened,
    open(which) {
      opener.current = openerOf(document.activeElement);
      setOpened(which);
    },
    close() {
      setOpened(null);
      // A dialog holds the focus until it is gone.
      setTimeout(() => opener.current?.focus());
    },
  };
}

/** The item of a menu is gone with its menu; the button of the menu stays. */
function openerOf(focused: Element | null): HTMLElement | null {
  const buttonId = focused?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  const opener = buttonId ? document.getElementById(buttonId) : focused;
  return opener instanceof HTMLElement ? opener : null;
}
