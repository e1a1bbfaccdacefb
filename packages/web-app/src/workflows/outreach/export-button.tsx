import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { toDomainError } from "../../api/domain-error.ts";
import { saveFile } from "../../shell/save-file.ts";

interface Props {
  readonly label: string;
  readonly file: () => Promise<{ readonly name: string; readonly csv: string }>;
}

/** Takes a file out of the practice: it asks who it is. */
export function ExportButton({ label, file }: Props) {
  const [failed, setFailed] = useState<string | null>(null);
  const save = async () => {
    setFailed(null);
    try {
      const { name, csv } = await file();
      saveFile(name, new Blob([csv], { type: "text/csv" }));
    } catch (failure) {
      setFailed(describeError(toDomainError(failure)));
    }
  };
  return (
    <>
      {failed && (
        <Notice tone="danger" role="alert">
          {failed}
        </Notice>
      )}
      <Button size="xs" variant="default" onClick={() => void save()}>
        {label}
      </Button>
    </>
  );
}
