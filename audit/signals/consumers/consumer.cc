// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/consumers/consumer.h"

#include <algorithm>

namespace veto::signals {
namespace {

using enum Sureness;
using enum Use;

constexpr DirectiveMeaning kSearchMeanings[] = {{"noindex", index},
                                                {"unavailable_after", index}};
constexpr DirectiveMeaning kSearchImageMeanings[] = {
    {"noindex", index}, {"unavailable_after", index}, {"noimageindex", index}};

// Classes of readers.

constexpr std::string_view kRfc = "RFC 9309";
constexpr Take kStrict[] = {{crawl, Family::rule, "", standard, kRfc}};

constexpr std::string_view kGoogleDirectives =
    "Google, Robots meta tag and X-Robots-Tag specifications";
constexpr std::string_view kUsage = "draft-ietf-aipref-vocab and -attach";
constexpr std::string_view kContentSignals =
    "Cloudflare, Content Signals Policy";
constexpr std::string_view kRsl = "RSL 1.0";
constexpr Take kSearch[] = {
    {crawl, Family::rule, "", standard, kRfc},
    {index, Family::rule, "", standard, kRfc},
    {index, Family::directive, "", convention, kGoogleDirectives, On::page, "",
     kSearchMeanings},
    {index, Family::directive, "", convention, kGoogleDirectives, On::image, "",
     kSearchImageMeanings},
    {index, Family::content_usage, "", convention, kUsage},
    {index, Family::content_signal, "", convention, kContentSignals},
    {index, Family::rsl, "", convention, kRsl}};

// Article 4(3) asks for a reservation "in an appropriate manner, such as
// machine-readable means"; the General-Purpose AI Code of Practice of July
// 2025, measure 1.3, names robots.txt and widely adopted protocols. Which of
// them a court accepts is open, so any of them counts here.
constexpr std::string_view kArt4 =
    "Directive (EU) 2019/790, article 4(3); GPAI Code of Practice, measure 1.3";
constexpr std::string_view kTdmrep = "TDM Reservation Protocol, 2024";
constexpr std::string_view kPlus = "PLUS and IPTC, Data Mining property";
constexpr std::string_view kCawg =
    "CAWG Training and Data Mining Assertion 1.1";
constexpr std::string_view kNoai = "convention of 2022 (DeviantArt)";
constexpr Take kTdm[] = {
    {training, Family::rule, "", standard, kArt4},
    {training, Family::tdmrep, "", convention, kTdmrep},
    {training, Family::content_usage, "", convention, kUsage},
    {training, Family::content_signal, "", convention, kContentSignals},
    {training, Family::rsl, "", convention, kRsl},
    {training, Family::embedded, "", standard, kPlus},
    {training, Family::training_mining, "", standard, kCawg, On::image},
    {training, Family::directive, "", convention, kNoai, On::page, "",
     kConventionMeanings},
    {training, Family::directive, "", convention, kNoai, On::image, "",
     kConventionImageMeanings},
    {training, Family::ai_txt, "", convention, "Spawning, ai.txt, 2023"},
    {training, Family::trust_txt, "", convention,
     "JournalList, trust.txt, 2024"},
    {dataset, Family::rule, "", standard, kArt4},
    {dataset, Family::tdmrep, "", convention, kTdmrep},
    {dataset, Family::embedded, "", standard, kPlus},
    {dataset, Family::training_mining, "", standard, kCawg, On::image},
    {dataset, Family::directive, "", convention, kNoai, On::image, "",
     kConventionImageMeanings},
    {dataset, Family::ai_txt, "", convention, "Spawning, ai.txt, 2023"},
    {answer, Family::content_usage, "", convention, kUsage},
    {answer, Family::content_signal, "", convention, kContentSignals},
    {answer, Family::rsl, "", convention, kRsl},
    {answer, Family::training_mining, "", standard, kCawg, On::image}};

// Operators. A use that nobody may fetch for is reserved, whatever else holds:
// so the fetcher's own rule stands before every use.

constexpr std::string_view kGoogleCrawlers =
    "Google, Overview of crawlers and fetchers";
constexpr Take google_rule(Use use, std::string_view token, Sureness sure,
                           On on, std::string_view falls_back_to = "") {
  return {use,
          Family::rule,
          token,
          sure,
          kGoogleCrawlers,
          on,
          falls_back_to,
          {},
          crawler::Reading::google};
}

// Its directives know the names googlebot and googlebot-news alone, and are
// looked for in the head of a page.
constexpr Take google_directive(Use use, On on,
                                std::span<const DirectiveMeaning> meanings) {
  return {use,
          Family::directive,
          "Googlebot",
          documented,
          kGoogleDirectives,
          on,
          "",
          meanings,
          crawler::Reading::rfc,
          false,
          true};
}

constexpr Take kGoogle[] = {
    google_rule(crawl, "Googlebot", documented, On::page),
    google_rule(crawl, "Googlebot-Image", quoted, On::image, "Googlebot"),
    google_rule(index, "Googlebot", documented, On::page),
    google_rule(index, "Googlebot-Image", quoted, On::image, "Googlebot"),
    google_directive(index, On::page, kGoogleMeanings),
    google_directive(index, On::image, kGoogleImageMeanings),
    google_rule(training, "Google-Extended", quoted, On::both),
    google_rule(training, "Googlebot", documented, On::page),
    google_rule(answer, "Googlebot", documented, On::page),
    google_directive(answer, On::page, kGoogleMeanings)};

constexpr std::string_view kBingDocs = "Bing, Webmaster documentation";
constexpr Take kBing[] = {
    {crawl, Family::rule, "bingbot", quoted, kBingDocs},
    {index, Family::rule, "bingbot", quoted, kBingDocs},
    {index, Family::directive, "bingbot", quoted, kBingDocs, On::both, "",
     kBingMeanings},
    {training, Family::rule, "bingbot", quoted, kBingDocs},
    {training, Family::directive, "bingbot", quoted, kBingDocs, On::both, "",
     kBingMeanings},
    {answer, Family::rule, "bingbot", quoted, kBingDocs}};

constexpr std::string_view kOpenAiDocs = "OpenAI, Overview of OpenAI crawlers";
constexpr Take kOpenAi[] = {
    {crawl, Family::rule, "GPTBot", quoted, kOpenAiDocs},
    {training, Family::rule, "GPTBot", quoted, kOpenAiDocs},
    {index, Family::rule, "OAI-SearchBot", quoted, kOpenAiDocs},
    {answer, Family::rule, "OAI-SearchBot", quoted, kOpenAiDocs}};

constexpr std::string_view kAnthropicDocs =
    "Anthropic, Does Anthropic crawl data from the web";
constexpr Take kAnthropic[] = {
    {crawl, Family::rule, "ClaudeBot", documented, kAnthropicDocs},
    {training, Family::rule, "ClaudeBot", documented, kAnthropicDocs},
    {index, Family::rule, "Claude-SearchBot", documented, kAnthropicDocs},
    {answer, Family::rule, "Claude-User", documented, kAnthropicDocs}};

constexpr std::string_view kCommonCrawlDocs = "Common Crawl, CCBot";
constexpr Take kCommonCrawl[] = {
    {crawl, Family::rule, "CCBot", quoted, kCommonCrawlDocs},
    {dataset, Family::rule, "CCBot", quoted, kCommonCrawlDocs, On::page}};

constexpr std::string_view kAmazonDocs = "Amazon, Amazonbot";
constexpr Take kAmazon[] = {
    {crawl, Family::rule, "Amazonbot", documented, kAmazonDocs},
    {training, Family::rule, "Amazonbot", documented, kAmazonDocs},
    {training, Family::directive, "Amazonbot", documented, kAmazonDocs,
     On::both, "", kAmazonMeanings},
    {index, Family::rule, "Amzn-SearchBot", quoted, kAmazonDocs},
    {answer, Family::rule, "Amzn-SearchBot", quoted, kAmazonDocs}};

constexpr std::string_view kAppleDocs = "Apple, About Applebot";
constexpr Take kApple[] = {
    {crawl, Family::rule, "Applebot", quoted, kAppleDocs, On::both,
     "Googlebot"},
    {index, Family::rule, "Applebot", quoted, kAppleDocs, On::both,
     "Googlebot"},
    {index, Family::directive, "Applebot", catalogue, kAppleDocs, On::page, "",
     kSearchMeanings},
    {training, Family::rule, "Applebot-Extended", quoted, kAppleDocs},
    {training, Family::rule, "Applebot", quoted, kAppleDocs, On::both,
     "Googlebot"}};

constexpr std::string_view kMetaDocs = "Meta, Meta web crawlers";
constexpr Take kMeta[] = {
    {crawl, Family::rule, "meta-externalagent", quoted, kMetaDocs},
    {training, Family::rule, "meta-externalagent", quoted, kMetaDocs},
    {index, Family::rule, "meta-webindexer", quoted, kMetaDocs},
    {answer, Family::rule, "meta-webindexer", quoted, kMetaDocs}};

constexpr std::string_view kPerplexityDocs = "Perplexity, Crawlers";
constexpr Take kPerplexity[] = {
    {crawl, Family::rule, "PerplexityBot", quoted, kPerplexityDocs},
    {index, Family::rule, "PerplexityBot", quoted, kPerplexityDocs},
    {answer, Family::rule, "PerplexityBot", quoted, kPerplexityDocs}};

constexpr std::string_view kMistralDocs = "Mistral AI, Robots";
constexpr Take kMistral[] = {
    {crawl, Family::rule, "MistralAI-Training", quoted, kMistralDocs},
    {training, Family::rule, "MistralAI-Training", quoted, kMistralDocs},
    {index, Family::rule, "MistralAI-Index", quoted, kMistralDocs},
    {answer, Family::rule, "MistralAI-User", quoted, kMistralDocs}};

// Programs that anybody runs.

constexpr Take kImg2dataset[] = {{dataset,
                                  Family::directive,
                                  "",
                                  tested,
                                  "rom1504/img2dataset, is_disallowed",
                                  On::image,
                                  "",
                                  {},
                                  crawler::Reading::rfc,
                                  true}};

}  // namespace

constexpr Consumer kConsumers[] = {
    {"rfc9309", "Any crawler that follows RFC 9309", true, "", kStrict},
    {"search", "Search engines alone", true, "", kSearch},
    {"tdm", "EU text and data mining (machine-readable)", true, "", kTdm},
    {"google", "Google", false, "user_fetches_not_bound", kGoogle},
    {"bing", "Microsoft Bing", false, "", kBing},
    {"openai", "OpenAI", false, "user_fetches_may_not_be_bound", kOpenAi},
    {"anthropic", "Anthropic", false, "", kAnthropic},
    {"commoncrawl", "Common Crawl", false, "others_use_it", kCommonCrawl},
    {"amazon", "Amazon", false, "user_fetches_may_not_be_bound", kAmazon},
    {"apple", "Apple", false, "", kApple},
    {"meta", "Meta", false, "user_fetches_may_not_be_bound", kMeta},
    {"perplexity", "Perplexity", false, "user_fetches_not_bound", kPerplexity},
    {"mistral", "Mistral AI", false, "", kMistral},
    {"img2dataset", "img2dataset", false, "anybody_runs_it", kImg2dataset}};

std::span<const Consumer> consumers() { return kConsumers; }

const Consumer* consumer(std::string_view id) {
  const auto found = std::ranges::find(kConsumers, id, &Consumer::id);
  return found == std::end(kConsumers) ? nullptr : &*found;
}

std::string_view to_string(Sureness sureness) {
  constexpr std::string_view kNames[] = {
      "documented", "quoted", "tested", "standard", "convention", "catalogue"};
  return kNames[static_cast<std::size_t>(sureness)];
}

}  // namespace veto::signals
