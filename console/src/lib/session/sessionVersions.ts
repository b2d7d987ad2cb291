import type {
  SessionColumnsFragment,
  SessionDetailsFragment,
  VisitorDetailsFragment,
} from '#lib/gql/generated.ts';

/** The newer of two copies of a session. Its visitor has versions of their own: the newer of those goes with it. */
export function newerSession(
  known: SessionDetailsFragment | null,
  session: SessionDetailsFragment,
): SessionDetailsFragment {
  if (!known) return session;
  return session.version >= known.version
    ? withVisitor(session, known.visitor)
    : withVisitor(known, session.visitor);
}

/** The session with what is newly known about its visitor, unless that is old news. */
export function withVisitor(
  session: SessionDetailsFragment,
  visitor: VisitorDetailsFragment,
): SessionDetailsFragment {
  const isNews = visitor.id === session.visitor.id && visitor.version > session.visitor.version;
  return isNews ? { ...session, visitor } : session;
}

/** The session with its own columns as lists hear of them, unless they are old news. */
export function withColumns(
  session: SessionDetailsFragment,
  columns: SessionColumnsFragment,
): SessionDetailsFragment {
  return columns.version > session.version ? { ...session, ...columns } : session;
}
