// A main() for fuzz targets in builds without libFuzzer: runs each file of the folder in argv[1] once, and the empty
// input, so that the seeds are part of every test run.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
    if (argc != 2) return 3;
    (void)LLVMFuzzerTestOneInput(nullptr, 0);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{argv[1]}) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in{entry.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
        std::printf("%s\n", entry.path().filename().c_str());  // the last one is the culprit
        (void)LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        ++files;
    }
    std::printf("%zu inputs\n", files);
    return files == 0 ? 1 : 0;
}
