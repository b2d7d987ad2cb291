import Check from '@lucide/svelte/icons/check';
import Copy from '@lucide/svelte/icons/copy';
import Eye from '@lucide/svelte/icons/eye';
import PenLine from '@lucide/svelte/icons/pen-line';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import TextSearch from '@lucide/svelte/icons/text-search';
import X from '@lucide/svelte/icons/x';
import type { KnownDetailFragment, SessionDetailsFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MenuEntry } from '#lib/ui/menuEntry.ts';
import {
  confirmContactDetail,
  copyValue,
  correctGender,
  rejectContactDetail,
  restoreContactDetail,
  type ContactDesk,
} from './contactDetailActions.ts';
import { copiedText, valueText } from './contactText.ts';

interface EntryOptions {
  /** The whole value where a masked one was revealed. */
  revealed?: string | undefined;
  /** Opens the field in which it is corrected. */
  onCorrect: () => void;
  onReveal?: () => void | Promise<void>;
  /** Leads to where it was written. */
  onShow?: () => void | Promise<void>;
}

type Session = Pick<SessionDetailsFragment, 'id' | 'viewerCanEditVisitor' | 'viewerCanRevealContactData'>;

/** What can be done with a value that is known about a visitor, for its menu in the panel and in the thread. */
export function contactEntries(
  desk: ContactDesk,
  session: Session,
  detail: KnownDetailFragment,
  { revealed, onCorrect, onReveal, onShow }: EntryOptions,
): MenuEntry[][] {
  const isHidden = detail.isMasked && revealed === undefined;
  const isHere = detail.sessionId === session.id && detail.spans.length > 0;
  const canEdit = session.viewerCanEditVisitor;
  const entry = (id: string, label: string, icon: MenuEntry['icon'], run: MenuEntry['run']): MenuEntry => ({
    id: `${id}-${detail.id}`,
    label,
    icon,
    run,
  });
  const groups: (MenuEntry | false | undefined)[][] = [
    [
      !isHidden &&
        entry('copy', m.contact_copy(), Copy, () =>
          copyValue(copiedText(detail.kind, revealed ?? detail.value)),
        ),
      isHidden &&
        session.viewerCanRevealContactData &&
        onReveal &&
        entry('reveal', m.contact_reveal(), Eye, onReveal),
      isHere && onShow && entry('show', m.contact_show(), TextSearch, onShow),
    ],
    canEdit && detail.isCurrent
      ? [
          detail.status === 'FOUND' &&
            entry('confirm', m.contact_confirm(), Check, () =>
              confirmContactDetail(desk, session.id, detail),
            ),
          correction(),
          {
            ...entry('reject', m.contact_reject(), X, () => rejectContactDetail(desk, session.id, detail)),
            isDangerous: true,
          },
        ]
      : [
          canEdit &&
            entry('restore', m.contact_restore(), RotateCcw, () =>
              restoreContactDetail(desk, session.id, detail),
            ),
        ],
  ];
  return groups.map((group) => group.filter((one): one is MenuEntry => Boolean(one)));

  function correction(): MenuEntry {
    if (detail.kind !== 'GENDER') return entry('correct', m.contact_correct(), PenLine, onCorrect);
    const other = detail.value === 'FEMALE' ? 'MALE' : 'FEMALE';
    const label = m.contact_correct_to({ value: valueText('GENDER', other) });
    return entry('correct', label, PenLine, () => correctGender(desk, session.id, detail, other));
  }
}
