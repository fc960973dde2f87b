// Signature version 4 of Amazon Web Services, which every S3-compatible store asks for. The key itself never travels.
// Source: "Authenticating Requests (AWS Signature Version 4)", Amazon S3 API Reference.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/secret.h"
#include "core/time.h"

namespace klytics::presentation {

struct AwsCredentials {
  Secret access_key_id, secret_access_key;
  Secret session_token;  // empty for a key that does not expire
};

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct UnsignedRequest {
  std::string method, host;
  std::string path;    // encoded as it is sent: encode_path()
  HeaderList query;    // names and values, not encoded
  HeaderList headers;  // all that are to be signed besides those that sign() adds; names in lower case
  std::string payload_sha256;
};

/// Every byte but letters, digits, "-._~" and "/" as %XX.
std::string encode_path(std::string_view path);
/// "a=1&b=2", encoded and sorted as the signature needs it; what is sent must be this text.
std::string canonical_query(const HeaderList& query);

/// The headers to send: the given ones, host, x-amz-date, x-amz-content-sha256, the session's token, authorization.
HeaderList sign(const UnsignedRequest& request, const AwsCredentials& credentials, std::string_view region,
                std::string_view service, Instant now);

}  // namespace klytics::presentation
