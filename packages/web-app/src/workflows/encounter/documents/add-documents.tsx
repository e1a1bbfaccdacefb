import { Button } from "@mantine/core";
import { IconCamera, IconUpload } from "@tabler/icons-react";
import { useEffect, useRef, useState, type ChangeEvent } from "react";
import { newId } from "../../../api/command-id.ts";
import { PendingDocument, type Pending } from "./pending-document.tsx";
import { prepareFile } from "./prepare-file.ts";

/** What browsers can read as a picture and make a JPEG of. */
const PICTURES = "image/jpeg,image/png,image/webp,image/heic";

/** Where files come in: chosen, dropped, pasted, or from the camera; each is described before it is filed. */
export function AddDocuments({ patientId }: { readonly patientId: string }) {
  const [pending, setPending] = useState<readonly Pending[]>([]);
  const [over, setOver] = useState(false);
  const take = async (files: Iterable<File>) => {
    const prepared = await Promise.all([...files].map(prepareFile));
    setPending((old) => [...old, ...prepared.map((one) => ({ ...one, documentId: newId<"document">() }))]);
  };
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = event.clipboardData?.files;
      if (!files || files.length === 0) return;
      event.preventDefault();
      void take(files);
    };
    addEventListener("paste", onPaste);
    return () => removeEventListener("paste", onPaste);
  }, []);
  return (
    <>
      <section
        className="d-drop"
        aria-label="Add documents"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files);
        }}
      >
        <PickFiles label="Choose files" icon="upload" onPick={take} />
        <PickFiles label="Take a photo" icon="camera" onPick={take} />
        <span className="c-dim">
          or drop them here, or paste. Pictures and PDFs up to 5 MB. The place and device that a camera writes into a
          picture are not kept.
        </span>
      </section>
      {pending.map((one) => (
        <PendingDocument
          key={one.documentId}
          patientId={patientId}
          one={one}
          onDone={() => setPending((old) => old.filter((other) => other !== one))}
        />
      ))}
    </>
  );
}

interface PickProps {
  readonly label: string;
  readonly icon: "upload" | "camera";
  readonly onPick: (files: Iterable<File>) => Promise<void>;
}

function PickFiles({ label, icon, onPick }: PickProps) {
  const field = useRef<HTMLInputElement>(null);
  const picked = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.currentTarget.files ?? [])];
    // The same file can be chosen again.
    event.currentTarget.value = "";
    void onPick(files);
  };
  const isCamera = icon === "camera";
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        aria-label={label}
        multiple={!isCamera}
        accept={isCamera ? PICTURES : `${PICTURES},application/pdf`}
        {...(isCamera ? { capture: "environment" as const } : {})}
        onChange={picked}
      />
      <Button
        size="xs"
        variant={isCamera ? "default" : "filled"}
        leftSection={isCamera ? <IconCamera size={16} /> : <IconUpload size={16} />}
        onClick={() => field.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}
