/* Stands for winspool.drv and kernel32.dll where there is no Windows: the functions that Tresen calls, with their types as
   winspool.h has them. It writes down what it was given, one line a call, and answers as the file beside it says:
     fail NAME CODE    this function fails with that code of Windows
     short N           WritePrinter takes N bytes at once
     needs N           GetJob wants so much room
     states A B …      a job's status, look by look, the last one for ever; 'gone' = unknown
     removed A         a job's status after it was removed
     hang              the spooler never answers */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef uint32_t DWORD;
typedef int32_t BOOL;
typedef uint16_t WCHAR;
typedef void *HANDLE;

typedef struct {
  WCHAR *pDocName;
  WCHAR *pOutputFile;
  WCHAR *pDatatype;
} DOC_INFO_1W;

typedef struct {
  uint16_t parts[8];
} SYSTEMTIME;

typedef struct {
  DWORD JobId;
  WCHAR *pPrinterName;
  WCHAR *pMachineName;
  WCHAR *pUserName;
  WCHAR *pDocument;
  WCHAR *pDatatype;
  WCHAR *pStatus;
  DWORD Status;
  DWORD Priority;
  DWORD Position;
  DWORD TotalPages;
  DWORD PagesPrinted;
  SYSTEMTIME Submitted;
} JOB_INFO_1W;

static const HANDLE QUEUE = (HANDLE)(uintptr_t)0x7ffe12345678ULL;
static const DWORD JOB = 4711;
static DWORD lastError = 0;
static int looks = 0;
static int removed = 0;

static void said(const char *line) {
  FILE *file = fopen(getenv("WINSPOOL_SAID"), "a");
  fprintf(file, "%s\n", line);
  fclose(file);
}

/* UTF-16 with its end; only ASCII keeps its letter, so a test compares code units. */
static void saidText(const char *what, const WCHAR *text) {
  FILE *file = fopen(getenv("WINSPOOL_SAID"), "a");
  fprintf(file, "%s", what);
  for (; text != NULL && *text != 0; text++) fprintf(file, " %04x", *text);
  fprintf(file, "%s\n", text == NULL ? " null" : "");
  fclose(file);
}

/* The rest of the line that begins so, or NULL. */
static char *wanted(const char *name) {
  static char line[512];
  FILE *file = fopen(getenv("WINSPOOL_WANTED"), "r");
  if (file == NULL) return NULL;
  char *rest = NULL;
  size_t length = strlen(name);
  while (rest == NULL && fgets(line, sizeof line, file) != NULL)
    if (strncmp(line, name, length) == 0 && (line[length] == ' ' || line[length] == '\n')) rest = line + length;
  fclose(file);
  return rest;
}

static BOOL answer(const char *function, HANDLE queue) {
  char name[64];
  snprintf(name, sizeof name, "fail %s", function);
  char *code = wanted(name);
  if (code != NULL || queue != QUEUE) {
    lastError = code != NULL ? (DWORD)atoi(code) : 6; /* ERROR_INVALID_HANDLE */
    return 0;
  }
  lastError = 0;
  return 1;
}

DWORD GetLastError(void) { return lastError; }

BOOL OpenPrinterW(WCHAR *name, HANDLE *queue, void *defaults) {
  saidText("open", name);
  if (wanted("hang") != NULL)
    for (;;) sleep(1);
  if (defaults != NULL) return 0;
  if (!answer("OpenPrinter", QUEUE)) return 0;
  *queue = QUEUE;
  return 1;
}

BOOL ClosePrinter(HANDLE queue) {
  said("close");
  return answer("ClosePrinter", queue);
}

DWORD StartDocPrinterW(HANDLE queue, DWORD level, void *info) {
  DOC_INFO_1W *document = info;
  if (level != 1) return 0;
  saidText("title", document->pDocName);
  saidText("file", document->pOutputFile);
  saidText("kind", document->pDatatype);
  return answer("StartDocPrinter", queue) ? JOB : 0;
}

BOOL StartPagePrinter(HANDLE queue) {
  said("page begins");
  return answer("StartPagePrinter", queue);
}

BOOL WritePrinter(HANDLE queue, void *bytes, DWORD length, DWORD *written) {
  if (!answer("WritePrinter", queue)) return 0;
  char *most = wanted("short");
  DWORD taken = most != NULL && (DWORD)atoi(most) < length ? (DWORD)atoi(most) : length;
  FILE *file = fopen(getenv("WINSPOOL_SAID"), "a");
  fprintf(file, "bytes ");
  for (DWORD at = 0; at < taken; at++) fprintf(file, "%02x", ((uint8_t *)bytes)[at]);
  fprintf(file, "\n");
  fclose(file);
  *written = taken;
  return 1;
}

BOOL EndPagePrinter(HANDLE queue) {
  said("page ends");
  return answer("EndPagePrinter", queue);
}

BOOL EndDocPrinter(HANDLE queue) {
  said("end");
  return answer("EndDocPrinter", queue);
}

BOOL AbortPrinter(HANDLE queue) {
  said("abort");
  return answer("AbortPrinter", queue);
}

BOOL GetJobW(HANDLE queue, DWORD job, DWORD level, uint8_t *room, DWORD length, DWORD *needed) {
  if (!answer("GetJob", queue)) return 0;
  char state[16] = "128"; /* JOB_STATUS_PRINTED */
  char *states = wanted(removed ? "removed" : "states");
  if (states != NULL) {
    int at = 0;
    for (char *one = strtok(states, " \n"); one != NULL && at <= (removed ? 0 : looks); one = strtok(NULL, " \n"), at++)
      snprintf(state, sizeof state, "%s", one);
  }
  looks++;
  if (job != JOB || level != 1 || strcmp(state, "gone") == 0) {
    lastError = 87; /* ERROR_INVALID_PARAMETER */
    return 0;
  }
  char *needs = wanted("needs");
  *needed = needs != NULL ? (DWORD)atoi(needs) : (DWORD)sizeof(JOB_INFO_1W);
  if (*needed > length) {
    lastError = 122; /* ERROR_INSUFFICIENT_BUFFER */
    return 0;
  }
  JOB_INFO_1W info = {.JobId = JOB, .pStatus = (WCHAR *)(uintptr_t)0xffffffffffffffffULL, .Priority = 0xffffffff};
  info.Status = (DWORD)atoi(state);
  memcpy(room, &info, sizeof info);
  return 1;
}

BOOL SetJobW(HANDLE queue, DWORD job, DWORD level, void *info, DWORD command) {
  said(job == JOB && level == 0 && info == NULL && command == 5 ? "remove" : "wrong");
  removed = 1;
  return answer("SetJob", queue);
}
