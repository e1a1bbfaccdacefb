import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { createContext, useCallback, useContext, useEffect } from "react";

/** The dock's place in the address: which one, about what (an id), and at what time slot. No patient data, ids only. */
export interface DockAddress {
  readonly dock?: string | undefined;
  readonly about?: string | undefined;
  readonly at?: string | undefined;
}

/** Reads the dock from the search of any page. */
export function readDockAddress(search: Record<string, unknown>): DockAddress {
  const text = (key: string) => (typeof search[key] === "string" ? search[key] : undefined);
  return { dock: text("dock"), about: text("about"), at: text("at") };
}

export interface DockControl {
  readonly open: (dock: string, about?: string, at?: string) => void;
  readonly close: () => void;
}

/** The field that a link led to is not led to again by a dock that opens or closes. */
const noTarget = { field: undefined, of: undefined };

/** Opens and closes docks; the page under it stays as it is. */
export function useDock(): DockControl {
  const navigate = useNavigate();
  const open = useCallback(
    (dock: string, about?: string, at?: string) =>
      void navigate({ to: ".", search: (old: object) => ({ ...old, ...noTarget, dock, about, at }) }),
    [navigate],
  );
  const close = useCallback(
    () =>
      void navigate({
        to: ".",
        search: (old: object) => ({ ...old, ...noTarget, dock: undefined, about: undefined, at: undefined }),
      }),
    [navigate],
  );
  return { open, close };
}

export function useDockAddress(): DockAddress {
  return readDockAddress(useSearch({ strict: false }));
}

/** Lets a dock's content say whom it is about. */
export const DockPatientContext = createContext<(patientId: string | null) => void>(() => undefined);

/**
 * Says which patient the dock is about. True when the page is about another one: then the frame is amber, and whatever
 * changes a record must be disabled.
 */
export function useDockPatient(patientId: string | null): boolean {
  const tell = useContext(DockPatientContext);
  const { patientId: pagePatient }: { patientId?: string } = useParams({ strict: false });
  useEffect(() => {
    tell(patientId);
    return () => tell(null);
  }, [tell, patientId]);
  return patientId !== null && pagePatient !== undefined && pagePatient !== patientId;
}
