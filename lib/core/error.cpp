#include "core/error.h"

namespace klytics {

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
      return 64;
    case ErrorKind::kBadData:
      return 65;
    case ErrorKind::kInputMissing:
      return 66;
    case ErrorKind::kUnavailable:
      return 69;
    case ErrorKind::kInternal:
      return 70;
    case ErrorKind::kOutput:
      return 73;
    case ErrorKind::kIo:
      return 74;
    case ErrorKind::kTryLater:
      return 75;
    case ErrorKind::kContract:
      return 76;
    case ErrorKind::kPermission:
      return 77;
    case ErrorKind::kConfiguration:
      return 78;
  }
  return 70;
}

}  // namespace klytics
