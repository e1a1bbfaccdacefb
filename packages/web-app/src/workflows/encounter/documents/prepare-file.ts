/** A file as it is sent: its bytes, and what the browser can show of it. */
export interface PreparedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isPicture: boolean;
  /** Its name without the ending. */
  readonly name: string;
}

const EDGE_MAX = 2400;
const QUALITY = 0.88;
/** Below it a drawing or a picture of a screen stays as sharp as it is. */
const PNG_BYTES_MAX = 1_500_000;

/**
 * Makes a picture anew, so that it is no larger than a screen can show, stands upright, and brings nothing along of where and by what it was
 * taken (CHT-208: the service takes out of it what is left). What the browser can't read as a picture goes as it is.
 */
export async function prepareFile(file: File): Promise<PreparedFile> {
  const name = file.name.replace(/\.[^.]{1,5}$/, "");
  const picture = await readPicture(file);
  if (picture === null) return { bytes: new Uint8Array(await file.arrayBuffer()), isPicture: false, name };
  const scale = Math.min(1, EDGE_MAX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("the browser draws no pictures");
  // What is transparent is white on paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const sharp = file.type === "image/png" ? await blobOf(canvas, "image/png") : null;
  const blob = sharp !== null && sharp.size <= PNG_BYTES_MAX ? sharp : await blobOf(canvas, "image/jpeg");
  return { bytes: new Uint8Array(await blob.arrayBuffer()), isPicture: true, name };
}

async function readPicture(file: File): Promise<ImageBitmap | null> {
  // A drawing (SVG) can be drawn, and is refused all the same: what is filed is what was taken.
  if (!file.type.startsWith("image/") || file.type.includes("svg")) return null;
  try {
    return await createImageBitmap(file);
  } catch {
    return null;
  }
}

function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture was made"))), type, QUALITY),
  );
}
