import { Dock } from "@practicum/ui/dock.tsx";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useParams } from "@tanstack/react-router";
import { Suspense, useEffect, useRef, useState } from "react";
import type { DockEntry } from "../../app/workflow.ts";
import { workflows } from "../../app/workflows.ts";
import { PatientOfDock } from "../../patient/patient-of-dock.tsx";
import { useSession } from "../../session/session-context.ts";
import { DockPatientContext, useDock, useDockAddress, type DockAddress } from "./dock-context.ts";

/** Shows the dock that the address names. */
export function DockHost() {
  const address = useDockAddress();
  const session = useSession();
  const entry = workflows.flatMap((workflow) => workflow.docks).find((dock) => dock.name === address.dock);
  if (!entry || !session.can(entry.permission)) return null;
  return <OpenDock key={`${address.dock}:${address.about}:${address.at}`} entry={entry} address={address} />;
}

function OpenDock({ entry, address }: { readonly entry: DockEntry; readonly address: DockAddress }) {
  const { close } = useDock();
  const [minimised, setMinimised] = useState(false);
  const [patient, setPatient] = useState<string | null>(null);
  const { patientId: pagePatient }: { patientId?: string } = useParams({ strict: false });
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => void (here.current = false);
  }, []);
  /** What was saved here and answered late does not close the dock that was opened meanwhile. */
  const done = () => {
    if (here.current) close();
  };
  const wrong = patient !== null && pagePatient !== undefined && pagePatient !== patient;
  return (
    <Dock
      title={entry.title}
      minimised={minimised}
      onMinimise={setMinimised}
      onClose={close}
      wrongPatient={wrong}
      banner={patient !== null && <PatientOfDock patientId={patient} />}
    >
      {wrong && (
        <Notice tone="warn" role="alert" mb>
          This is about another patient than the page. Open that patient&apos;s page to go on.
        </Notice>
      )}
      <DockPatientContext value={setPatient}>
        <Suspense fallback={<LoadingState />}>
          <entry.content about={address.about ?? null} at={address.at ?? null} onDone={done} />
        </Suspense>
      </DockPatientContext>
    </Dock>
  );
}
