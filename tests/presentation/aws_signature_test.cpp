#include "presentation/publish/aws_signature.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/sha256.h"

namespace klytics::presentation {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

std::string decoded(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      result += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string authorization(const HeaderList& headers) {
  for (const auto& [name, value] : headers)
    if (name == "authorization") return value;
  return "";
}

Instant time_of(const std::string& stamp) {  // 20130524T000000Z
  std::string text = stamp;
  for (const std::size_t at : {13UL, 11UL}) text.insert(at, ":");
  for (const std::size_t at : {6UL, 4UL}) text.insert(at, "-");
  return parse_instant(text).value();
}

// The examples of "Authenticating Requests: Using the Authorization Header", Amazon S3 API Reference.
TEST(AwsSignature, SignsThePublishedExamples) {
  const AwsCredentials credentials{
      Secret("AKIAIOSFODNN7EXAMPLE"), Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), {}};
  const std::string empty = sha256_hex("");
  const auto signature = [&](const UnsignedRequest& request) {
    const std::string text = authorization(sign(request, credentials, "us-east-1", "s3", time_of("20130524T000000Z")));
    return text.substr(text.rfind('=') + 1);
  };
  const std::string host = "examplebucket.s3.amazonaws.com";
  EXPECT_EQ(signature({"GET", host, "/test.txt", {}, {{"range", "bytes=0-9"}}, empty}),
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  EXPECT_EQ(signature({"PUT",
                       host,
                       encode_path("/test$file.text"),
                       {},
                       {{"date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                       sha256_hex("Welcome to Amazon S3.")}),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  EXPECT_EQ(signature({"GET", host, "/", {{"lifecycle", ""}}, {}, empty}),
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  EXPECT_EQ(signature({"GET", host, "/", {{"max-keys", "2"}, {"prefix", "J"}}, {}, empty}),
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST(AwsSignature, SignsWhatAnIndependentProgramSigns) {
  std::ifstream file(KLYTICS_SOURCE_DIR "/tests/data/s3/signatures.tsv");
  int requests = 0;
  for (std::string line; std::getline(file, line); ++requests) {
    const std::vector<std::string> fields = split(line, '\t');
    ASSERT_EQ(fields.size(), 10U);
    HeaderList query, headers;
    for (const std::string& part : split(fields[3], '&'))
      query.emplace_back(decoded(part.substr(0, part.find('='))), decoded(part.substr(part.find('=') + 1)));
    for (const std::string& part : split(fields[7], '|'))
      headers.emplace_back(part.substr(0, part.find(':')), part.substr(part.find(':') + 1));
    EXPECT_EQ(canonical_query(query), fields[3]);
    EXPECT_EQ(encode_path(decoded(fields[2])), fields[2]);
    const AwsCredentials credentials{Secret("AKIDEXAMPLE"), Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                                     Secret(fields[6])};
    EXPECT_EQ(authorization(sign({fields[0], fields[1], fields[2], query, headers, sha256_hex(fields[8])}, credentials,
                                 fields[4], "s3", time_of(fields[5]))),
              fields[9])
        << line;
  }
  EXPECT_EQ(requests, 6);
}

}  // namespace
}  // namespace klytics::presentation
